#compdef recyc
# recyc: completion for zsh. It asks `recyc` itself what fits, and shows a line of help with each.
_recyc() {
    local -a lines before open closed open_help closed_help
    local line value
    local -i widest=0
    (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
    lines=("${(@f)$(_RECYC_COMPLETE=zsh "$words[1]" "${before[@]}" "$PREFIX" 2>/dev/null)}")
    if [[ "$lines[1]" == ":files" ]]; then
        _files
        return
    fi
    for line in "${lines[@]}"; do
        value="${line%%$'\t'*}"
        (( $#value > widest )) && widest=$#value
    done
    for line in "${lines[@]}"; do
        value="${line%%$'\t'*}"
        [[ -z "$value" ]] && continue
        if [[ "$value" == *[=,./] ]]; then
            open+=("$value")
            open_help+=("${(r:widest:)value}  ${${line#"$value"}#$'\t'}")
        else
            closed+=("$value")
            closed_help+=("${(r:widest:)value}  ${${line#"$value"}#$'\t'}")
        fi
    done
    local found=1
    (( $#closed )) && compadd -M 'm:{[:upper:]}={[:lower:]}' -l -d closed_help -a closed && found=0
    (( $#open )) && compadd -M 'm:{[:upper:]}={[:lower:]}' -S '' -l -d open_help -a open && found=0
    return $found
}
if [ "$funcstack[1]" = "_recyc" ]; then
    _recyc "$@"
else
    compdef _recyc recyc
fi
