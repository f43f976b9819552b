using System.CommandLine;
using ClaimBook.Accounts;
using ClaimBook.Api;

namespace ClaimBook.Commands;

/// <summary><c>claimbook user add | list | set | remove</c></summary>
static class UserCommand
{
    static readonly Option<bool> s_passwordStdin = new("--password-stdin")
    {
        Description = "Read the password from standard input; otherwise one is generated, printed once, and must be changed at the first sign-in.",
    };

    static readonly Option<bool> s_resetPassword = new("--reset-password")
    {
        Description = "Generate a new password, print it once, and end the user's sessions; it must be changed at the next sign-in.",
    };

    static readonly Option<bool> s_lock = new("--lock") { Description = "Lock the account: its sessions and tokens end at once." };
    static readonly Option<bool> s_unlock = new("--unlock") { Description = "Unlock the account, also after wrong passwords." };
    static readonly TableOptions s_output = new();

    public static Command Create() => new("user", "Manage who may sign in.") { Add(), List(), Set(), Remove() };

    static Command Add()
    {
        var email = AccountOptions.Email("Email address of the user.");
        var role = AccountOptions.Role("What the user may do: read; also load files and keep the book; also manage accounts.", required: true);
        var agencies = AccountOptions.Agencies("Numbers of the agencies that the user is limited to; all by default.");
        var command = new Command("add", "Make a user.") { email, role, agencies, s_passwordStdin };
        command.Does(async (parsed, _) =>
        {
            var given = parsed.GetValue(s_passwordStdin) ? (await Console.In.ReadLineAsync(CancellationToken.None))?.TrimEnd('\r') ?? "" : null;
            var password = given ?? Passwords.New();
            await using var services = AccountOptions.Services(parsed);
            var (id, problem) = await services.GetRequiredService<Users>().Add(
                parsed.GetRequiredValue(email), Roles.Find(parsed.GetRequiredValue(role)!)!.Value, AccountOptions.AgenciesOf(parsed, agencies), password,
                mustChangePassword: given is null);
            AccountOptions.ThrowIf(problem);
            WritePassword(parsed, id, parsed.GetRequiredValue(email).Trim(), given is null ? password : null);
            return CommandLine.Done;
        });
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "Show the users.");
        s_output.AddTo(command);
        command.Does((parsed, cancellation) =>
        {
            s_output.Write(parsed, UserTable.Of(User.List(parsed.Database(), TimeProvider.System.GetUtcNow())), cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    static Command Set()
    {
        var email = AccountOptions.Email("The user.");
        var role = AccountOptions.Role("What the user may do from now on.");
        var agencies = AccountOptions.Agencies($"Numbers of the agencies that the user is limited to from now on, or {AccountOptions.AllAgencies}.");
        var command = new Command("set", "Change a user; what is not named stays.") { email, role, agencies, s_lock, s_unlock, s_resetPassword };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_lock) && result.GetValue(s_unlock))
                result.AddError("--lock and --unlock exclude each other.");
        });
        command.Does(async (parsed, _) =>
        {
            var user = AccountOptions.FindUser(parsed, parsed.GetRequiredValue(email));
            await using var services = AccountOptions.Services(parsed);
            var users = services.GetRequiredService<Users>();
            if (parsed.GetValue(role) is not null || parsed.GetValue(agencies) is not null || parsed.GetValue(s_lock) || parsed.GetValue(s_unlock))
            {
                AccountOptions.ThrowIf(await users.Set(
                    user.Id,
                    parsed.GetValue(role) is { } name ? Roles.Find(name)!.Value : user.Role,
                    parsed.GetValue(agencies) is null ? user.Agencies : AccountOptions.AgenciesOf(parsed, agencies),
                    parsed.GetValue(s_lock) || (user.Locked && !parsed.GetValue(s_unlock))));
            }
            var password = parsed.GetValue(s_resetPassword) ? Passwords.New() : null;
            if (password is not null)
                AccountOptions.ThrowIf(await users.SetPassword(user.Id, password, mustChangePassword: true));
            WritePassword(parsed, user.Id, user.Email, password);
            return CommandLine.Done;
        });
        return command;
    }

    static Command Remove()
    {
        var email = AccountOptions.Email("The user.");
        var command = new Command("remove", "Delete a user with its sessions and tokens.") { email };
        command.Does(async (parsed, _) =>
        {
            var user = AccountOptions.FindUser(parsed, parsed.GetRequiredValue(email));
            await using var services = AccountOptions.Services(parsed);
            AccountOptions.ThrowIf(await services.GetRequiredService<Users>().Remove(user.Id));
            WritePassword(parsed, user.Id, user.Email, password: null);
            return CommandLine.Done;
        });
        return command;
    }

    static void WritePassword(ParseResult parsed, int id, string email, string? password)
    {
        if (parsed.Json())
            Output.WriteJson(new UserReport(id, email, password));
        else if (password is not null)
            Console.Out.WriteLine($"{email} signs in with the password {password}: it is shown only now and must be changed then.");
    }
}

/// <summary>What <c>user add --json</c> and <c>user set --json</c> write.</summary>
/// <param name="Id">The user's number.</param>
/// <param name="Email">The user's name.</param>
/// <param name="Password">The password if one was generated.</param>
sealed record UserReport(int Id, string Email, string? Password);
