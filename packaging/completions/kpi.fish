function __kpi_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __kpi_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __kpi_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __kpi_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __kpi_parse_tokens -S
    set -l unparsed_tokens (__kpi_tokens -pc)
    switch $unparsed_tokens[1]
    case 'kpi'
        # The first word is a command, or else the database.
        set -l databases 1
        contains -- "$unparsed_tokens[2]" run page init check push demo cache bench test fmt help; and set databases 0
        __kpi_parse_subcommand $databases 'c=+' 'o=' 'failures=' 'allow-read=+' 'out=' 'read-only' 'force' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'run'
            __kpi_parse_subcommand -r 1 'db=' 'p/param=+' 'params' 'o=' 'failures=' 'allow-read=+' 'out=' 'read-only' 'force' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'page'
            __kpi_parse_subcommand -r 1 'db=' 'p/param=+' 'o=' 'failures=' 'allow-read=+' 'out=' 'read-only' 'force' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'init'
            __kpi_parse_subcommand 1 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'check'
            __kpi_parse_subcommand -r 1 'db=' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'push'
            __kpi_parse_subcommand 2 'schema=' 'files=' 'force' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'demo'
            __kpi_parse_subcommand 1 'customers=' 'seed=' 'end=' 'force' 'q/quiet' 'version' 'h/help'
        case 'cache'
            __kpi_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __kpi_parse_subcommand 0 'version' 'h/help'
            case 'clear'
                __kpi_parse_subcommand 0 'version' 'h/help'
            end
        case 'bench'
            __kpi_parse_subcommand 1 'db=' 'runs=' 'load' 'sql' 'format=' 'ascii' 'q/quiet' 'warnings-as-errors' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'test'
            __kpi_parse_subcommand -r 1 'db=' 'update' 'accept-errors' 'junit=' 'jobs=' 'p/param=+' 'allow-read=+' 'out=' 'read-only' 'force' 'q/quiet' 'today=' 'as=' 'model=' 'language=' 'card' 'strict' 'no-strict' 'threads=' 'engine=' 'no-cache' 'timeout=' 'version' 'h/help'
        case 'fmt'
            __kpi_parse_subcommand -r 1 'check' 'language=' 'model=' 'db=' 'q/quiet' 'version' 'h/help'
        case 'help'
            __kpi_parse_subcommand -r 1 'version'
        end
    end
end

function __kpi_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __kpi_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __kpi_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __kpi_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__kpi_tokens -p)
    if test -z "$(__kpi_tokens -t)"
        set -l index (count (__kpi_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'kpi' -f
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi"' -s 'c' -d 'Statements to answer; may be given several times.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" o' -s 'o' -d 'Write all results to a file, in the form that its ending names.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" failures' -l 'failures' -d 'The folder for the rows of checks that fail; those of an earlier run go.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi"' -l 'allow-read' -d 'A folder that scripts may read besides their own.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" out' -l 'out' -d 'The folder for what is exported; without it the working one.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" read-only' -l 'read-only' -d 'Let nothing be written.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" force' -l 'force' -d 'Let exports replace files.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'run' -d 'Run scripts; each is checked whole before its first statement runs.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'page' -d 'Run scripts and write one page, with a picture of every answer that can be drawn.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'init' -d 'Print a first model of a database: what its tables mean, as far as they tell.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'check' -d 'Check models and scripts: their texts, and with --db whether the database fits.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'push' -d 'Move the tables of a SQLite database to PostgreSQL or Spark.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'demo' -d 'Write a database of the reference schema with invented data.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'cache' -d 'List or delete what is kept of databases between starts.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'bench' -d 'Measure statements, or the load.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'test' -d 'Run scripts and compare what comes with what they expect.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'fmt' -d 'Write scripts and models in their one form; what they say stays the same.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi run" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'kpi\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" db' -l 'db' -d 'The database, a file or an address; without it KPI_DB, or what the script opens.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run"' -s 'p' -l 'param' -d 'The value of a parameter.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" params' -l 'params' -d 'List the parameters that the scripts take, and run nothing.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" o' -s 'o' -d 'Write all results to a file, in the form that its ending names.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" failures' -l 'failures' -d 'The folder for the rows of checks that fail; those of an earlier run go.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run"' -l 'allow-read' -d 'A folder that scripts may read besides their own.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" out' -l 'out' -d 'The folder for what is exported; without it the working one.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" read-only' -l 'read-only' -d 'Let nothing be written.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" force' -l 'force' -d 'Let exports replace files.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi page" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'kpi\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" db' -l 'db' -d 'The database, a file or an address; without it KPI_DB, or what the script opens.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page"' -s 'p' -l 'param' -d 'The value of a parameter.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" o' -s 'o' -d 'Write all results to a file, in the form that its ending names.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" failures' -l 'failures' -d 'The folder for the rows of checks that fail; those of an earlier run go.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page"' -l 'allow-read' -d 'A folder that scripts may read besides their own.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" out' -l 'out' -d 'The folder for what is exported; without it the working one.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" read-only' -l 'read-only' -d 'Let nothing be written.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" force' -l 'force' -d 'Let exports replace files.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi page" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi init" -eq 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi check" -ge 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" db' -l 'db' -d 'The database that they are held against.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi push" -eq 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" schema' -l 'schema' -d 'The schema of the tables, made where it is not there.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" files' -l 'files' -d 'For Spark: a folder that its programs see under the same name.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" force' -l 'force' -d 'Replace tables of the same names.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi demo" -eq 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" customers' -l 'customers' -d 'How many customers; about 14 rows each.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" seed' -l 'seed' -d 'Another seed, other data.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" end' -l 'end' -d 'The last day there is.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" force' -l 'force' -d 'Replace the file where it exists.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" q quiet' -l 'quiet' -s 'q' -d 'Show no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi cache" -eq 1' -fa 'list' -d 'The databases of which columns are kept, with size and last use.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi cache" -eq 1' -fa 'clear' -d 'Delete everything that is kept.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache list" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache clear" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi cache clear" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" db' -l 'db' -d 'The database.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" runs' -l 'runs' -d 'How often each question is answered, after one answer to warm up.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" load' -l 'load' -d 'Measure the load.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" sql' -l 'sql' -d 'Answer each question in SQL too, by the database itself, and tell what differs; nothing is measured.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" format' -l 'format' -d 'How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.' -rfka 'table csv tsv json jsonl md html excel xlsx parquet'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" ascii' -l 'ascii' -d 'Draw pictures in ASCII alone, through a pipe too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" q quiet' -l 'quiet' -s 'q' -d 'Write no notes and no progress.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" warnings-as-errors' -l 'warnings-as-errors' -d 'A warning ends the run with status 1.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi bench" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_positional "kpi test" -ge 1' -F
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" db' -l 'db' -d 'The database; without it KPI_DB, or what a script opens.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" update' -l 'update' -d 'Write what comes into the scripts, but for mistakes in place of results.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" accept-errors' -l 'accept-errors' -d 'With --update: write mistakes in place of results, too.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" junit' -l 'junit' -d 'Write a JUnit file too.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" jobs' -l 'jobs' -d 'How many scripts are run at once.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test"' -s 'p' -l 'param' -d 'The value of a parameter.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test"' -l 'allow-read' -d 'A folder that scripts may read besides their own.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" out' -l 'out' -d 'The folder for what is exported; without it the working one.' -rfa '(__kpi_complete_directories)'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" read-only' -l 'read-only' -d 'Let nothing be written.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" force' -l 'force' -d 'Let exports replace files.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" q quiet' -l 'quiet' -s 'q' -d 'Tell of the files that fail alone.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" today' -l 'today' -d 'The day that is today; scripts cannot change it.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" as' -l 'as' -d 'Answer as this employee may see.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" model' -l 'model' -d 'The model of the database; without it the built-in one.' -rF
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" language' -l 'language' -d 'The language of answers and messages; without it that of each statement\'s verb.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" card' -l 'card' -d 'Say after every result what its numbers mean.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" strict' -l 'strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" no-strict' -l 'no-strict' -d 'Whether loosely matched and unknown values are mistakes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" threads' -l 'threads' -d 'How many threads a question may use.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" engine' -l 'engine' -d 'Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.' -rfka 'here there'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" no-cache' -l 'no-cache' -d 'Read the database itself, and keep nothing of it for the next start.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" timeout' -l 'timeout' -d 'Stop after so many seconds.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" check' -l 'check' -d 'List the files that differ, and write nothing.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" language' -l 'language' -d 'Write keywords and names in this language: en or vi.' -rfka 'en vi'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" model' -l 'model' -d 'The model whose names are known; without it the built-in one.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" db' -l 'db' -d 'The database that the model is opened with.' -rfka ''
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" q quiet' -l 'quiet' -s 'q' -d 'Write no notes.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" version' -l 'version' -d 'Show the version.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi fmt" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'kpi' -n '__kpi_should_offer_completions_for_flags_or_options "kpi help" version' -l 'version' -d 'Show the version.'
