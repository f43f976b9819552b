using System.CommandLine;
using ClaimBook.Accounts;
using ClaimBook.Engine;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Commands;

/// <summary>What the commands about users and tokens share.</summary>
static class AccountOptions
{
    /// <summary>All agencies, where a list of them is asked for.</summary>
    public const string AllAgencies = "all";

    /// <summary>The user a command is about.</summary>
    public static Argument<string> Email(string meaning) => new("EMAIL") { Description = meaning };

    /// <summary>A role.</summary>
    public static Option<string?> Role(string description, bool required = false)
    {
        var option = new Option<string?>("--role") { Description = description, HelpName = string.Join('|', Roles.Names), Required = required };
        option.AcceptOnlyFromAmong([.. Roles.Names]);
        return option;
    }

    /// <summary>Agencies.</summary>
    public static Option<string?> Agencies(string description)
    {
        var option = new Option<string?>("--agencies") { Description = description, HelpName = "3,16" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != AllAgencies && (text.Length == 0 || AgencyList.Parse(text) is null))
                result.AddError($"--agencies must be numbers of agencies separated by commas, or {AllAgencies}.");
        });
        return option;
    }

    /// <summary>The agencies of an option; null for all.</summary>
    public static IReadOnlyList<int>? AgenciesOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text && text != AllAgencies ? AgencyList.Parse(text) : null;

    /// <summary>What changes accounts and tokens of the database.</summary>
    public static ServiceProvider Services(ParseResult parsed) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(parsed.Database())
        .AddAccountChanges()
        .AddLogging()
        .BuildServiceProvider();

    /// <summary>The user of a name.</summary>
    /// <exception cref="ClaimBookException">There is none.</exception>
    public static User FindUser(ParseResult parsed, string email) => User.Find(parsed.Database(), TimeProvider.System.GetUtcNow(), email)
        ?? throw new ClaimBookException($"There is no user '{email}'; claimbook user list shows them.");

    /// <summary>Makes a refusal the one line of a failed command.</summary>
    /// <exception cref="ClaimBookException">There is one.</exception>
    public static void ThrowIf(QueryProblem? problem)
    {
        if (problem is not null)
            throw new ClaimBookException(problem.Parameter == "id" ? problem.Message : $"{problem.Parameter}: {problem.Message}");
    }
}
