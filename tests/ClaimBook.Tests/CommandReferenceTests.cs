using System.CommandLine;
using System.Text;
using ClaimBook.Commands;

namespace ClaimBook.Tests;

public sealed class CommandReferenceTests
{
    [Fact]
    public void The_command_reference_is_what_the_commands_say_of_themselves()
    {
        var root = CommandLine.Create();
        var text = new StringBuilder("# Commands\n\nWritten from the commands by a test; CLAIMBOOK_REWRITE=1 renews it.\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done but with rejected rows.\n");
        text.Append("\n## Options of every command\n\n");
        AppendOptions(text, root.Options.Where(o => o.Recursive));
        foreach (var command in root.Subcommands)
            Append(text, $"claimbook {command.Name}", command);

        Golden.Check("docs/reference/commands.md", text.ToString());
    }

    static void Append(StringBuilder text, string path, Command command)
    {
        text.Append($"\n## {path}{string.Concat(command.Arguments.Select(a => $" {a.Name}..."))}\n\n{command.Description}\n");
        if (command.Arguments.Count + command.Options.Count > 0)
            text.Append('\n');
        foreach (var argument in command.Arguments)
            text.Append($"- `{argument.Name}` {argument.Description}\n");
        AppendOptions(text, command.Options);
        foreach (var subcommand in command.Subcommands)
            Append(text, $"{path} {subcommand.Name}", subcommand);
    }

    static void AppendOptions(StringBuilder text, IEnumerable<Option> options)
    {
        foreach (var option in options.Where(o => o is not System.CommandLine.Help.HelpOption and not VersionOption))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? string.Join('|', option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(c => c.Label))}";
            var required = option.Required ? " Required." : "";
            var standard = option.HasDefaultValue && option.ValueType != typeof(bool) ? $" Default: `{option.GetDefaultValue()}`." : "";
            text.Append($"- `{option.Name}{value}` {option.Description}{required}{standard}\n");
        }
    }
}
