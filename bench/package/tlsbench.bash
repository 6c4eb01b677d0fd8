# shellcheck shell=bash
# Completion for bash: the program itself says what can follow (tlsbench docs complete).

_tlsbench() {
    local line=${COMP_LINE:0:COMP_POINT} words=() typed before='' word
    read -ra words <<<"$line"
    [[ $line != *[[:blank:]] ]] || words+=('')
    typed=${words[${#words[@]} - 1]}
    # Bash replaces only what comes after the last character that parts words.
    [[ $typed != *=* || $COMP_WORDBREAKS != *=* ]] || before=${typed%"${typed##*=}"}
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        case $word in
            :folders | :files)
                local kind=-f
                [ "$word" = :files ] || kind=-d
                compopt -o filenames 2>/dev/null
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$kind" -- "${typed#"$before"}")
                continue
                ;;
            *[/=@]) compopt -o nospace 2>/dev/null ;;
        esac
        COMPREPLY+=("${word#"$before"}")
    done < <("$1" docs complete "${words[@]:1}" 2>/dev/null)
}
complete -F _tlsbench tlsbench
