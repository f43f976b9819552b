using System.Diagnostics;

namespace ClaimBook.Tests;

/// <summary>The program as a user runs it: a process of its own.</summary>
static class ClaimBookProcess
{
    /// <summary>The executable, beside the tests.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "claimbook");

    /// <summary>Runs a command to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunProgram(Executable, arguments);

    /// <summary>Runs a command that must succeed, and answers what it wrote.</summary>
    public static string Output(params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        Assert.True(exitCode == 0, $"claimbook {string.Join(' ', arguments)}: {output}{error}");
        return output;
    }

    /// <summary>Runs any program to its end.</summary>
    public static (int ExitCode, string Output, string Error) RunProgram(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a command.</summary>
    public static Process Start(params string[] arguments) => Start(Executable, arguments);

    static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Remove("CLAIMBOOK_DATABASE");
        return Process.Start(start)!;
    }
}
