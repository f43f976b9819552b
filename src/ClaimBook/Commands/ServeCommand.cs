using System.CommandLine;
using System.Net.Sockets;
using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;

namespace ClaimBook.Commands;

/// <summary><c>claimbook serve</c>, and <c>claimbook</c> alone, which fills an empty database with sample data first.</summary>
static class ServeCommand
{
    /// <summary>The addresses to listen on.</summary>
    public static readonly Option<string?> Urls = new("--urls")
    {
        Description = $"Addresses to listen on, separated by semicolons; {new ServerSettings().Urls} by default.",
        HelpName = "URLS",
    };

    public static Command Create()
    {
        var command = new Command("serve", "Serve the HTTP API.") { Urls };
        command.Does(Serve);
        return command;
    }

    public static void AddTo(RootCommand root)
    {
        root.Add(Urls);
        root.Does((parsed, cancellation) =>
        {
            var database = parsed.Database();
            if (database.Guard(() => DatabaseStatus.Read(database)) is { LatestLoads.Count: 0, Policies: 0, Claims: 0 })
                LoadSamples(database, parsed, cancellation);
            return Serve(parsed, cancellation);
        });
    }

    /// <summary>The settings of the server that a command line means.</summary>
    public static ServerSettings Settings(ParseResult parsed)
    {
        var settings = ServerSettings.Read(parsed.DataDirectory());
        return parsed.GetValue(Urls) is { } urls ? settings.With("Urls", urls) : settings;
    }

    static void LoadSamples(Database database, ParseResult parsed, CancellationToken cancellation)
    {
        var sample = Path.Combine(parsed.DataDirectory(), "sample.csv");
        Console.Error.WriteLine("The database is empty: making a sample file of made-up business.");
        PrivateDirectory.Create(parsed.DataDirectory());
        SampleCommand.Write(sample, SampleFile.FullSize, seed: 1);
        LoadCommand.Report(LoadWithProgress.Load(database, parsed.KeptFiles(), sample, new LoadOptions(), parsed.Json(), cancellation), parsed.Json());
        SampleCommand.FillBook(database, DemonstrationBook.UsualPolicies, seed: 1, parsed.Json());
    }

    static async Task<int> Serve(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Settings(parsed);
        var database = parsed.Database();
        // A database that cannot be used is said now, and not by every request.
        using var occupied = database.Guard(database.Occupy);

        await using var server = ClaimBookServer.Build(database, parsed.DataDirectory(), settings);
        try
        {
            await server.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new Engine.ClaimBookException($"{settings.Urls}: {e.Message}", e);
        }
        // Not before the server has its port: the password is shown once, and must not be lost to a start that failed.
        if (FirstAdministrator.Make(database, TimeProvider.System) is { } password)
            Console.Error.WriteLine($"There were no accounts. Sign in as {FirstAdministrator.Name} with the password {password}: it is shown only now and must be changed then.");
        Console.Error.WriteLine($"ClaimBook is at {string.Join(", ", server.Urls)}; its HTTP API is described at {server.Urls.First()}/api");
        Console.Error.WriteLine($"The data lies in {database.Location}. Ctrl+C ends the server.");
        await server.WaitForShutdownAsync(cancellation);
        return CommandLine.Done;
    }
}
