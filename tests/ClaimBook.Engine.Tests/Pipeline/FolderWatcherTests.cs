using System.Collections.Concurrent;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class FolderWatcherTests : IDisposable
{
    readonly TestDirectory _directory = new();
    readonly BlockingCollection<string> _loaded = [];
    readonly BlockingCollection<string> _failures = [];
    readonly CancellationTokenSource _stop = new();
    readonly Task _watching;

    public FolderWatcherTests() => _watching = Task.Factory.StartNew(
        () => new FolderWatcher(_directory.Root, Load, _failures.Add).Watch(_stop.Token), TaskCreationOptions.LongRunning);

    public void Dispose()
    {
        _stop.Cancel();
        _watching.Wait();
        _stop.Dispose();
        _loaded.Dispose();
        _failures.Dispose();
        _directory.Dispose();
    }

    void Load(string path)
    {
        if (path.Contains("bad", StringComparison.Ordinal))
            throw new ClaimBookException($"{Path.GetFileName(path)} is bad.");
        _loaded.Add($"{Path.GetFileName(path)}: {File.ReadAllText(path)}");
    }

    static string? Next(BlockingCollection<string> events, double seconds = 10) => events.TryTake(out var next, TimeSpan.FromSeconds(seconds)) ? next : null;

    [Fact]
    public void A_new_file_is_loaded_once_and_again_when_it_changes()
    {
        _directory.Write("a.csv", "1");
        Assert.Equal("a.csv: 1", Next(_loaded));
        Assert.Null(Next(_loaded, seconds: 1.7));

        _directory.Write("a.csv", "22");
        Assert.Equal("a.csv: 22", Next(_loaded));
    }

    [Fact]
    public void A_file_that_still_grows_is_waited_for()
    {
        for (var i = 0; i < 12; i++)
        {
            File.AppendAllText(_directory["growing.csv"], "x");
            Assert.Null(Next(_loaded, seconds: 0.2));
        }

        Assert.Equal("growing.csv: xxxxxxxxxxxx", Next(_loaded));
    }

    [Fact]
    public void A_file_that_fails_is_reported_once_and_watching_goes_on()
    {
        _directory.Write("bad.csv", "1");
        Assert.Equal("bad.csv is bad.", Next(_failures));

        _directory.Write("good.csv", "2");
        Assert.Equal("good.csv: 2", Next(_loaded));
        Assert.Null(Next(_failures, seconds: 0.1));
    }

    [Fact]
    public void The_oldest_file_comes_first_and_other_files_are_passed_over()
    {
        _directory.Write(".hidden.csv", "x");
        _directory.Write("notes.txt", "x");
        Directory.CreateDirectory(_directory["folder.csv"]);
        _directory.Write(".b.csv", "2");
        _directory.Write(".a.csv.gz", "3");
        _directory.Write(".c.ZIP", "1");
        foreach (var (name, age) in new[] { (".b.csv", 2), (".a.csv.gz", 1), (".c.ZIP", 3) })
            File.SetLastWriteTimeUtc(_directory[name], new DateTime(2026, 1, 10 - age, 0, 0, 0, DateTimeKind.Utc));
        foreach (var name in new[] { ".a.csv.gz", ".b.csv", ".c.ZIP" })
            File.Move(_directory[name], _directory[name[1..]]);

        Assert.Equal("c.ZIP: 1", Next(_loaded));
        Assert.Equal("b.csv: 2", Next(_loaded));
        Assert.Equal("a.csv.gz: 3", Next(_loaded));
        Assert.Empty(_loaded);
    }

    [Fact]
    public void Looking_once_handles_what_is_there_when_it_has_stopped_changing_and_only_then()
    {
        var folder = Directory.CreateDirectory(_directory["once"]).FullName;
        _directory.Write("once/good.csv", "1");
        _directory.Write("once/bad.csv", "2");
        var watcher = new FolderWatcher(folder, Load, _failures.Add);

        watcher.LookOnce(_stop.Token);
        Assert.Equal(("good.csv: 1", "bad.csv is bad."), (Next(_loaded, seconds: 0), Next(_failures, seconds: 0)));

        watcher.LookOnce(_stop.Token);
        _directory.Write("once/good.csv", "33");
        Assert.Null(Next(_loaded, seconds: 1));
        watcher.LookOnce(_stop.Token);
        Assert.Equal("good.csv: 33", Next(_loaded, seconds: 0));
        Assert.Empty(_failures);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_said()
    {
        var failure = Assert.Throws<ClaimBookException>(() => new FolderWatcher(_directory["missing"], Load, _failures.Add));

        Assert.Equal($"{_directory["missing"]}: there is no such folder.", failure.Message);
    }
}
