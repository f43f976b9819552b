using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ClaimBook.Engine.Store;

/// <summary>Applies the numbered schema scripts that a database does not have yet, in one transaction, and records their checksums.</summary>
static class SchemaRunner
{
    /// <summary>How a script begins that older programs can live with; the lowest number that they must know follows.</summary>
    const string Floor = "-- Floor: ";

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="ClaimBookException">The schema is newer than this program can live with, or an applied script was changed since.</exception>
    public static void Apply(Database database, DbConnection connection)
    {
        var scripts = Scripts(database.SchemaFolder);
        var isToBeDistributed = database.IsToBeDistributed(connection);
        if (Missing(database, connection, scripts).Count == 0 && !isToBeDistributed)
            return;

        // Another process may be applying them right now: look again once alone.
        DbTransaction? transaction;
        while ((transaction = database.TryBeginAlone(connection, WriteLock.Load, TimeSpan.Zero)) is null)
            Task.Delay(50).Wait();
        using (transaction)
        {
            if (!database.TableExists(connection, "schema_script"))
                connection.Execute("CREATE TABLE schema_script (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL)");
            foreach (var script in Missing(database, connection, scripts))
            {
                connection.Execute(script.Text);
                connection.Execute(
                    "INSERT INTO schema_script (number, name, sha256) VALUES (@number, @name, @sha256)",
                    ("number", script.Number), ("name", script.Name), ("sha256", script.Checksum));
            }
            connection.Execute("UPDATE schema_floor SET number = @floor", ("floor", scripts.Max(s => s.Floor)));
            if (isToBeDistributed)
                database.Distribute(connection);
            transaction.Commit();
        }
    }

    /// <summary>The texts of the scripts that made a database.</summary>
    /// <exception cref="ClaimBookException">It was not made by this program's scripts, or by a newer program.</exception>
    public static IEnumerable<string> Applied(Database database, DbConnection connection)
    {
        var scripts = Scripts(database.SchemaFolder);
        var missing = Missing(database, connection, scripts);
        return missing.Count == scripts.Count
            ? throw new ClaimBookException($"{database.Location}: is not a database of ClaimBook.")
            : scripts.Except(missing).Select(s => s.Text);
    }

    static List<Script> Missing(Database database, DbConnection connection, IReadOnlyList<Script> scripts)
    {
        if (!database.TableExists(connection, "schema_script"))
            return [.. scripts];
        var applied = connection.Query("SELECT number, sha256 FROM schema_script", r => (Number: r.GetInt32(0), Checksum: r.GetString(1)))
            .ToDictionary(a => a.Number, a => a.Checksum);
        var known = scripts[^1].Number;
        if (applied.Count > 0 && applied.Keys.Max() is var newest && newest > known && connection.QueryNumber("SELECT number FROM schema_floor") > known)
        {
            throw new ClaimBookException(
                $"{database.Location}: its schema is number {newest}, written by a newer ClaimBook; this one knows up to {known}. "
                + "Use the newer program.");
        }
        if (scripts.FirstOrDefault(s => applied.TryGetValue(s.Number, out var checksum) && checksum != s.Checksum) is { } changed)
        {
            throw new ClaimBookException(
                $"{database.Location}: schema script {changed.Name} is not the one that was applied. "
                + "Use the release of ClaimBook that made this database, or load into a new one.");
        }
        return [.. scripts.Where(s => !applied.ContainsKey(s.Number))];
    }

    static IReadOnlyList<Script> Scripts(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"Schema/{folder}/";
        return
        [
            .. assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                    var text = reader.ReadToEnd().ReplaceLineEndings("\n");
                    var file = name[prefix.Length..];
                    var number = int.Parse(file.AsSpan(0, 3), NumberStyles.None);
                    var floor = text.StartsWith(Floor, StringComparison.Ordinal) ? int.Parse(text.AsSpan(Floor.Length, 3), NumberStyles.None) : number;
                    return new Script(number, file, text, floor, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
                }),
        ];
    }

    /// <summary>A numbered script.</summary>
    /// <param name="Number">Its place in the order.</param>
    /// <param name="Name">Its file.</param>
    /// <param name="Text">SQL.</param>
    /// <param name="Floor">The lowest number that a program must know to work with a database that has this script: its own, unless its first line says otherwise.</param>
    /// <param name="Checksum">SHA-256 of the text.</param>
    sealed record Script(int Number, string Name, string Text, int Floor, string Checksum);
}
