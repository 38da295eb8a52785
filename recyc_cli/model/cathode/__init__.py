"""What a kilogram of cathode costs and burdens, virgin or recycled. May import money, flows, records, numbers."""
