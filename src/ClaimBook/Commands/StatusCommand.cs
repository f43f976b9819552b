using System.CommandLine;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook status</c></summary>
static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Show where the data lies and what was loaded.");
        command.Does((parsed, _) =>
        {
            var database = parsed.Database();
            var status = database.Guard(() => DatabaseStatus.Read(database));
            if (parsed.Json())
            {
                Output.WriteJson(status);
                return CommandLine.Done;
            }
            Console.Out.WriteLine($"Data: {status.Location}");
            Console.Out.WriteLine(
                $"{status.Facts:N0} facts of {status.Agencies:N0} agencies, {status.Products:N0} products and {status.States:N0} states"
                + (status.Years.Count > 0 ? $", {status.Years[0].Year} to {status.Years[^1].Year}." : "."));
            foreach (var year in status.Years.Where(y => !y.IsComplete))
                Console.Out.WriteLine($"{year.Year} is incomplete: months {year.FirstMonth} to {year.LastMonth}.");
            foreach (var load in status.LatestLoads)
            {
                Console.Out.WriteLine(
                    $"Load {load.LoadId}, {load.FinishedAt:yyyy-MM-dd HH:mm} UTC: {load.File}: {load.Inserted:N0} inserted, {load.Updated:N0} updated, "
                    + $"{load.Unchanged:N0} unchanged, {load.Deleted:N0} deleted, {load.Rejected:N0} rejected.");
            }
            if (status.LatestLoads.Count == 0)
                Console.Out.WriteLine("Nothing has been loaded: claimbook load FILE");
            Console.Out.WriteLine($"The book: {status.Policies:N0} policies, {status.Claims:N0} claims.");
            return CommandLine.Done;
        });
        return command;
    }
}
