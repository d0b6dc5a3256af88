/** The scripts that `rabbitctl completion SHELL` prints: each asks `rabbitctl __complete` and leaves the rest to its shell. */
export const scripts = {
  bash: `# bash completion of rabbitctl:  source <(rabbitctl completion bash)
_rabbitctl() {
  local candidate program=\${1/#\\~\\//$HOME/}
  COMPREPLY=()
  while IFS= read -r candidate; do
    case $candidate in
      :files) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2")) ;;
      :directories) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$2")) ;;
      *) COMPREPLY[\${#COMPREPLY[@]}]=$candidate ;;
    esac
  done < <("$program" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
}
complete -F _rabbitctl rabbitctl
`,

  zsh: `#compdef rabbitctl
# zsh completion of rabbitctl:  source <(rabbitctl completion zsh), or as _rabbitctl in a folder of $fpath
_rabbitctl() {
  local line
  local -a candidates before
  before=("\${(@Q)words[2,CURRENT-1]}")
  while IFS= read -r line; do
    case $line in
      (:files) _files; return ;;
      (:directories) _files -/; return ;;
      (*) candidates+=("$line") ;;
    esac
  done < <("\${(Q)words[1]/#\\~\\//$HOME/}" __complete zsh "=\${(Q)PREFIX}" "\${before[@]}" 2>/dev/null </dev/null)
  _describe -t names rabbitctl candidates
}
if [[ $funcstack[1] == _rabbitctl ]]; then
  _rabbitctl "$@"
else
  compdef _rabbitctl rabbitctl
fi
`,

  fish: `# fish completion of rabbitctl:  rabbitctl completion fish | source
function __rabbitctl_complete
    set -l before (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -e before[1]
    set -l current (commandline -ct)
    for line in ($program __complete fish "=$current" $before 2>/dev/null </dev/null)
        switch $line
            case :files
                __fish_complete_path $current
            case :directories
                __fish_complete_directories $current
            case '*'
                printf '%s\\n' $line
        end
    end
end
complete -c rabbitctl -f -a '(__rabbitctl_complete)'
`,

  powershell: `# PowerShell completion of rabbitctl:  rabbitctl completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName rabbitctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $elements = @($commandAst.CommandElements)
    $program = $elements[0].ToString()
    $before = @($elements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.ToString() }
    })
    foreach ($line in @(& $program __complete powershell "=$wordToComplete" @before 2>$null)) {
        if ($line -eq ':files' -or $line -eq ':directories') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
            continue
        }
        $word, $description = $line -split "\`t", 2
        $text = if ($word -cmatch '^[A-Za-z0-9_.:/=+-][A-Za-z0-9_@.:/=+-]*$') { $word } else {
            # PowerShell takes typographic quotes for quotes, too.
            "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($word) + "'"
        }
        if (-not $description) { $description = $word }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $description)
    }
}
`,
} as const;

export type Shell = keyof typeof scripts;

export const shells = Object.keys(scripts) as readonly Shell[];
