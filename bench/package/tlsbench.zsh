#compdef tlsbench
# Completion for zsh: the program itself says what can follow (tlsbench docs complete).

local -a whole open paths
local word meaning
while IFS=$'\t' read -r word meaning; do
    case $word in
        :folders) paths=(-/) ;;
        :files) paths=(-g '*') ;;
        *[/=@]) open+=("$word") ;;
        *) whole+=("${word//:/\\:}${meaning:+:$meaning}") ;;
    esac
done < <("${words[1]}" docs complete "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)

local ret=1
(( $#whole )) && _describe -t words word whole && ret=0
(( $#open )) && compadd -S '' -- $open && ret=0
if (( $#paths )); then
    compset -P '*='
    _files $paths && ret=0
fi
return ret
