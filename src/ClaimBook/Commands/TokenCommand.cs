using System.CommandLine;
using System.Globalization;
using ClaimBook.Accounts;
using ClaimBook.Api;
using ClaimBook.Engine;

namespace ClaimBook.Commands;

/// <summary><c>claimbook token add | list | revoke</c></summary>
static class TokenCommand
{
    static readonly TableOptions s_output = new();

    public static Command Create() => new("token", "Manage API tokens, with which programs sign in.") { Add(), List(), Revoke() };

    static Command Add()
    {
        var email = new Option<string>("--user") { Description = "The user whose token it is.", HelpName = "EMAIL", Required = true };
        var name = new Option<string>("--name") { Description = "What it is for.", HelpName = "NAME", Required = true };
        var role = AccountOptions.Role("A narrower role than the user's.");
        var agencies = AccountOptions.Agencies("Fewer agencies than the user's.");
        var expires = new Option<string?>("--expires") { Description = "The last day on which it is taken, in UTC; never ends by default.", HelpName = "DATE" };
        expires.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryDate(text, out _))
                result.AddError("--expires must be a date like 2027-01-31.");
        });
        var command = new Command("add", "Make a token and print it, once.") { email, name, role, agencies, expires };
        command.Does(async (parsed, _) =>
        {
            var user = AccountOptions.FindUser(parsed, parsed.GetRequiredValue(email));
            await using var services = AccountOptions.Services(parsed);
            DateTimeOffset? expiresAt = TryDate(parsed.GetValue(expires), out var last) ? new(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null;
            var limit = AccountOptions.AgenciesOf(parsed, agencies);
            AccountOptions.ThrowIf(NewToken.Check(
                services.GetRequiredService<CurrentAccounts>().Book.Account(user.Id)!, parsed.GetRequiredValue(name), parsed.GetValue(role), limit, expiresAt,
                TimeProvider.System.GetUtcNow(), out var narrower));
            var (id, secret) = services.GetRequiredService<ApiTokens>().Add(user.Id, parsed.GetRequiredValue(name), narrower, limit, expiresAt);
            if (parsed.Json())
                Output.WriteJson(new TokenReport(id, user.Email, parsed.GetRequiredValue(name), secret));
            else
                Console.Out.WriteLine(secret);
            return CommandLine.Done;
        });
        return command;
    }

    static Command List()
    {
        var email = new Option<string?>("--user") { Description = "Only the tokens of this user.", HelpName = "EMAIL" };
        var command = new Command("list", "Show the tokens, without their secrets.") { email };
        s_output.AddTo(command);
        command.Does(async (parsed, cancellation) =>
        {
            int? user = parsed.GetValue(email) is { } name ? AccountOptions.FindUser(parsed, name).Id : null;
            await using var services = AccountOptions.Services(parsed);
            s_output.Write(parsed, TokenTable.Of(services.GetRequiredService<ApiTokens>().List(user)), cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    static Command Revoke()
    {
        var id = new Argument<int>("ID") { Description = "The token's number; claimbook token list shows them." };
        var command = new Command("revoke", "Revoke a token: servers refuse it within seconds.") { id };
        command.Does(async (parsed, _) =>
        {
            await using var services = AccountOptions.Services(parsed);
            var tokens = services.GetRequiredService<ApiTokens>();
            if (tokens.Find(parsed.GetValue(id)) is not { } token)
                throw new ClaimBookException($"There is no token {parsed.GetValue(id)}; claimbook token list shows them.");
            tokens.Revoke(token.Id);
            if (parsed.Json())
                Output.WriteJson(new TokenReport(token.Id, token.User, token.Name, Secret: null));
            return CommandLine.Done;
        });
        return command;
    }

    static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date < DateOnly.MaxValue;
}

/// <summary>What <c>token add --json</c> and <c>token revoke --json</c> write.</summary>
/// <param name="Id">The token's number.</param>
/// <param name="User">The user whose it is.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Secret">The token itself if it was just made.</param>
sealed record TokenReport(int Id, string User, string Name, string? Secret);
