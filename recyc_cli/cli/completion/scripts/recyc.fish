# recyc: completion for fish. It asks `recyc` itself what fits, and shows a line of help with each.
function __recyc_complete
    set -l words (commandline -opc)
    set -l now (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l lines (env _RECYC_COMPLETE=fish $program $words "$now" 2>/dev/null)
    if test "$lines[1]" = ":files"
        __fish_complete_path "$now"
    else
        printf '%s\n' $lines
    end
end
complete -c recyc -f -a '(__recyc_complete)'
