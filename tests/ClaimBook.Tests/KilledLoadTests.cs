using System.Diagnostics;
using System.Globalization;

namespace ClaimBook.Tests;

/// <summary>A load that is killed leaves the state before or after it, and nothing to repair.</summary>
public sealed class KilledLoadTests : IDisposable
{
    const int Kills = 20;

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Killed_at_twenty_random_moments_a_load_leaves_the_state_before_or_after_and_loading_again_completes_it()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var before = Sample("before.csv", rows: 20_000, seed: 1);
        var after = Sample("after.csv", rows: 30_000, seed: 2);
        Load("undisturbed", before);
        var contentBefore = Content("undisturbed");
        var clock = Stopwatch.StartNew();
        Load("undisturbed", after);
        var duration = clock.Elapsed;
        var contentAfter = Content("undisturbed");
        Assert.NotEqual(contentBefore, contentAfter);
        Load("killed", before);

        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = ClaimBookProcess.Start("load", after, "--json", "--data", _directory["killed"]);
            Thread.Sleep(duration * (0.05 + (0.9 * random.NextDouble())));
            process.Kill();
            process.WaitForExit();

            var content = Content("killed");
            if (content == contentAfter)
            {
                // It was done already: start over from the state before.
                Directory.Delete(_directory["killed"], recursive: true);
                Load("killed", before);
            }
            else
            {
                Assert.Equal(contentBefore, content);
                interrupted++;
            }
        }

        Assert.True(interrupted >= Kills / 4, $"only {interrupted} of {Kills} kills came before the end");
        Load("killed", after);
        Assert.Equal(contentAfter, Content("killed"));
        Assert.Equal(0, ClaimBookProcess.Run("check", "--data", _directory["killed"]).ExitCode);
    }

    [Fact]
    public void Two_processes_that_load_at_once_end_in_the_same_content()
    {
        var one = Sample("one.csv", rows: 20_000, seed: 1);
        // Other agencies, so that the order in which the two come does not matter.
        var other = _directory["other.csv"];
        var lines = File.ReadAllLines(Sample("other-unshifted.csv", rows: 20_000, seed: 2));
        File.WriteAllLines(other, lines.Take(1).Concat(lines.Skip(1).Select(l =>
        {
            var (agency, rest) = (l[..l.IndexOf(',')], l[l.IndexOf(',')..]);
            return (int.Parse(agency, CultureInfo.InvariantCulture) + 1_000_000).ToString(CultureInfo.InvariantCulture) + rest;
        })));
        Load("in-turn", one);
        Load("in-turn", other);

        using var first = ClaimBookProcess.Start("load", one, "--json", "--data", _directory["at-once"]);
        using var second = ClaimBookProcess.Start("load", other, "--json", "--data", _directory["at-once"]);
        first.WaitForExit();
        second.WaitForExit();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(Content("in-turn"), Content("at-once"));
        Assert.Equal(0, ClaimBookProcess.Run("check", "--data", _directory["at-once"]).ExitCode);
    }

    string Sample(string name, int rows, int seed)
    {
        Assert.Equal(0, ClaimBookProcess.Run("sample", "--rows", $"{rows}", "--seed", $"{seed}", "--out", _directory[name]).ExitCode);
        return _directory[name];
    }

    void Load(string data, string file)
    {
        var (exitCode, _, error) = ClaimBookProcess.Run("load", file, "--json", "--data", _directory[data]);
        Assert.Equal((0, ""), (exitCode, error));
    }

    /// <summary>All facts with all their columns, in an order of their own.</summary>
    string Content(string data)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run("export", "original", "--data", _directory[data]);
        Assert.Equal((0, ""), (exitCode, error));
        return string.Join('\n', output.Split("\r\n").Order(StringComparer.Ordinal));
    }
}
