using System.Collections.Concurrent;
using System.Diagnostics;

namespace ClaimBook.Tests;

/// <summary>A server as users start it: a process of its own, ended with the test.</summary>
sealed class ServingProcess : IDisposable
{
    readonly Process _process;
    readonly ConcurrentQueue<string> _said = new();
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServingProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has said so far.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program that runs claimbook, or claimbook itself.</summary>
    public static ServingProcess Start(params string[] arguments) => new(ClaimBookProcess.Start(arguments));

    /// <summary>Starts claimbook with variables of the environment, written NAME=value.</summary>
    public static ServingProcess StartWith(string[] variables, params string[] arguments) =>
        StartProgram("env", ["-u", "CLAIMBOOK_DATABASE", .. variables, ClaimBookProcess.Executable, .. arguments]);

    /// <summary>Starts a program that becomes claimbook.</summary>
    public static ServingProcess StartProgram(string program, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!);

    /// <summary>Makes a user and a token of theirs by the commands, as whoever sets a server up does.</summary>
    public static string NewToken(string dataDirectory) => NewToken("--data", dataDirectory);

    /// <inheritdoc cref="NewToken(string)"/>
    /// <param name="option">The option that says where: --data or --database.</param>
    /// <param name="place">Its value.</param>
    /// <param name="email">The user.</param>
    public static string NewToken(string option, string place, string email = "test@example.test")
    {
        ClaimBookProcess.Output("user", "add", email, "--role", "admin", option, place);
        return ClaimBookProcess.Output("token", "add", "--user", email, "--name", "test", option, place).Trim();
    }

    /// <summary>Waits until it serves.</summary>
    /// <param name="token">The token that the client sends, if any.</param>
    /// <param name="seconds">How long to wait.</param>
    public async Task<HttpClient> Serves(string? token = null, int seconds = 30)
    {
        var client = await Listens(token, seconds);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!(await client.GetAsync("/health/ready", patience.Token)).IsSuccessStatusCode)
            await Task.Delay(20, patience.Token);
        return client;
    }

    /// <summary>Waits until it listens, whether it can answer or not.</summary>
    /// <param name="token">The token that the client sends, if any.</param>
    /// <param name="seconds">How long to wait.</param>
    public async Task<HttpClient> Listens(string? token = null, int seconds = 30)
    {
        var exited = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_address.Task, exited, Task.Delay(TimeSpan.FromSeconds(seconds)));
        Assert.True(first == _address.Task, string.Join('\n', Said));
        var client = new HttpClient { BaseAddress = await _address.Task };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Tells it to end, as an operating system or a container does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it without a word, as a power cut does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code and everything that it said.</returns>
    public async Task<(int ExitCode, string Said)> Ends(int seconds = 10)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, string.Join('\n', Said));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    void Hear(string? line)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        const string Begin = "ClaimBook is at ";
        if (line.StartsWith(Begin, StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line[Begin.Length..].Split(',', ';')[0]));
    }
}
