using System.CommandLine;
using Interop.Cli.Output;

namespace Interop.Cli.Commands;

/// <summary><c>interop completion</c>: a script with which a shell completes commands and options.</summary>
internal sealed class CompletionCommand : InteropCommand
{
    private const string Bash =
        """
        # Completion of interop for bash. Add to ~/.bashrc:  source <(interop completion bash)
        _interop_complete() {
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$(interop "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _interop_complete interop
        """;

    private const string Zsh =
        """
        # Completion of interop for zsh. Add to ~/.zshrc:  source <(interop completion zsh)
        _interop_complete() {
            local -a completions
            completions=("${(@f)$(interop "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -- "${completions[@]}"
            _files
        }
        compdef _interop_complete interop
        """;

    private const string Fish =
        """
        # Completion of interop for fish. Add to ~/.config/fish/config.fish:  interop completion fish | source
        complete -c interop -a '(interop "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell =
        """
        # Completion of interop for PowerShell. Add to $PROFILE:  interop completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName interop -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            interop "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private readonly Argument<string> _shell = new("shell") { Description = "bash, zsh, fish or powershell." };

    /// <summary>Makes the command.</summary>
    public CompletionCommand(CommandOutput output)
        : base("completion", "Print a script with which a shell completes commands and options.", output)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        Arguments.Add(_shell);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("source <(interop completion bash)", "complete in this shell; the script says where to keep it"),
    ];

    /// <inheritdoc/>
    protected override int Execute(ParseResult result)
    {
        Output.Writer.WriteLine(result.GetRequiredValue(_shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        });
        return ExitCode.Success;
    }
}
