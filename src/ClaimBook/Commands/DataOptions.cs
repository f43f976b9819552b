using System.CommandLine;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary>The options that every command has: where the data is, and output for machines.</summary>
static class DataOptions
{
    /// <summary>The variable of the environment that names the database.</summary>
    public const string DatabaseVariable = "CLAIMBOOK_DATABASE";

    static readonly Option<string> s_data = new("--data")
    {
        Description = "Directory of the SQLite database and the working files.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "claimbook-data",
        Recursive = true,
    };

    static readonly Option<string?> s_database = new("--database")
    {
        Description = $"sqlite:PATH or postgres://user:password@host:port/name; also {DatabaseVariable}. The password may be left to PGPASSWORD. Default: claimbook.db in the data directory.",
        HelpName = "URL",
        Recursive = true,
    };

    static readonly Option<bool> s_json = new("--json") { Description = "Write JSON for machines.", Recursive = true };

    public static void AddTo(RootCommand root)
    {
        root.Add(s_data);
        root.Add(s_database);
        root.Add(s_json);
    }

    /// <summary>The data directory.</summary>
    public static string DataDirectory(this ParseResult parsed) => Path.GetFullPath(parsed.GetRequiredValue(s_data));

    /// <summary>The database, not opened yet.</summary>
    public static Database Database(this ParseResult parsed)
    {
        var url = parsed.GetValue(s_database) ?? Environment.GetEnvironmentVariable(DatabaseVariable);
        return Engine.Store.Database.FromUrl(string.IsNullOrEmpty(url) ? $"sqlite:{Path.Combine(parsed.DataDirectory(), "claimbook.db")}" : url);
    }

    /// <summary>Where the loaded files are kept.</summary>
    public static KeptFiles KeptFiles(this ParseResult parsed) => new(parsed.DataDirectory());

    /// <summary>Whether the output is for machines.</summary>
    public static bool Json(this ParseResult parsed) => parsed.GetValue(s_json);
}
