using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace ClaimBook.Commands;

/// <summary>How commands write: results to standard output, progress and failures to standard error.</summary>
static class Output
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON object on a line of its own.</summary>
    public static void WriteJson(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, s_json));

    /// <summary>A console for tables: as wide as the terminal, or as wide as needed in a pipe.</summary>
    public static IAnsiConsole Tables() => Wide(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }), Console.IsOutputRedirected);

    /// <summary>A console for progress.</summary>
    public static IAnsiConsole Progress() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    static IAnsiConsole Wide(IAnsiConsole console, bool redirected)
    {
        if (redirected)
            console.Profile.Width = 1000;
        return console;
    }
}
