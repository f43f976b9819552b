using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using Spectre.Console;

namespace ClaimBook.Commands;

/// <summary>How commands write: results to standard output, progress and failures to standard error.</summary>
static class Output
{
    static readonly OutputJson s_json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>One JSON object on a line of its own, of a type that <see cref="OutputJson"/> lists.</summary>
    public static void WriteJson<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, typeof(T), s_json));

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

/// <summary>The objects that commands write as JSON; compiled, because reflection costs a fifth of a short command's time.</summary>
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(DatabaseStatus))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(SampleReport))]
[JsonSerializable(typeof(SampleBookReport))]
[JsonSerializable(typeof(UserReport))]
[JsonSerializable(typeof(TokenReport))]
sealed partial class OutputJson : JsonSerializerContext;
