# bash completion for cfgtool. It needs no other package.

_cfgtool() {
    # The words up to the cursor. Bash has split them at = and : too, which do not end a
    # word of cfgtool: those that no blank stands between are one.
    local rest=${COMP_LINE:0:COMP_POINT} words=() piece trimmed
    for piece in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        if [[ ${#words[@]} -eq 0 || $trimmed != "$rest" ]]; then
            words+=("")
        fi
        [[ ${trimmed:0:${#piece}} == "$piece" ]] || piece=$trimmed # the cursor is in it
        words[${#words[@]}-1]+=$piece
        rest=${trimmed:${#piece}}
    done
    local current=${words[${#words[@]}-1]}
    [[ ${current:0:1} == [\'\"] ]] && current=${current:1}
    words[${#words[@]}-1]=$current

    local program=${words[0]/#\~/$HOME} output directive line
    output=$("$program" __complete "${words[@]:1}" 2>/dev/null) || return
    directive=${output##*:}
    output=${output%:*}
    (( directive & 1 )) && return # an error

    # Bash replaces only what stands behind the last = or : that it splits at.
    local value=$current kept=""
    [[ $value == -*=* ]] && value=${value#*=}
    [[ $COMP_WORDBREAKS == *=* && $value == *=* ]] && kept=${value%"${value##*=}"}
    [[ $COMP_WORDBREAKS == *:* && $value == *:* ]] && kept=${value%"${value##*:}"}

    local candidates=() longest=0
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        candidates+=("${line#"$kept"}")
        line=${line%%$'\t'*}
        (( ${#line} > longest )) && longest=${#line}
    done <<<"$output"

    # Descriptions are shown where bash lists what there is, and nothing is inserted.
    if (( ${#candidates[@]} > 1 )) && [[ $COMP_TYPE == 63 || $COMP_TYPE == 33 || $COMP_TYPE == 64 ]]; then
        for line in "${candidates[@]}"; do
            if [[ $line == *$'\t'* ]]; then
                printf -v line '%-*s  (%s)' "$longest" "${line%%$'\t'*}" "${line#*$'\t'}"
                line=${line:0:${COLUMNS:-80}-4}
            fi
            COMPREPLY+=("$line")
        done
    else
        COMPREPLY=("${candidates[@]%%$'\t'*}")
    fi

    # compopt works only while bash completes; its failure elsewhere does not matter.
    (( directive & 2 )) && compopt -o nospace 2>/dev/null
    (( directive & 32 )) && compopt -o nosort 2>/dev/null
    if (( ${#candidates[@]} == 0 )); then
        if (( directive & 16 )); then
            compopt -o dirnames 2>/dev/null
        elif (( !(directive & 4) )); then
            compopt -o default 2>/dev/null
        fi
    fi
    return 0
}

complete -F _cfgtool cfgtool
