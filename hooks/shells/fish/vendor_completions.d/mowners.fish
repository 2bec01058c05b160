# Completion of mowners in fish, from the program's own tables; see mowners-help(1).

function __mowners_complete
    set -l last (commandline -ct)
    set -l words (commandline -opc) "$last"
    set -l answer (mowners help --complete -- $words[2..-1] 2>/dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path $last
        case refs
            git for-each-ref --format='%(refname:short)' 2>/dev/null
        case words
            string join \n -- $answer[2..-1]
    end
end

complete -c mowners -f -a '(__mowners_complete)'
