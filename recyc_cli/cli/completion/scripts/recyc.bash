# recyc: completion for bash. It asks `recyc` itself what fits, and is silent where nothing does.
_recyc() {
    local IFS=$'\n' candidate
    COMPREPLY=($(_RECYC_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [ "${COMPREPLY[0]}" = ":files" ]; then
        COMPREPLY=($(compgen -f -- "$2"))
        compopt -o filenames 2>/dev/null
        return
    fi
    for candidate in "${COMPREPLY[@]}"; do
        case "$candidate" in *[=,./]) compopt -o nospace 2>/dev/null ;; esac
    done
}
complete -F _recyc recyc
