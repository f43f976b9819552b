using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace ClaimBook.Accounts;

/// <summary>What accounts need of the server, and of commands.</summary>
static class AccountServices
{
    /// <summary>Adds what changes accounts and tokens.</summary>
    public static IServiceCollection AddAccountChanges(this IServiceCollection services)
    {
        services
            .AddSingleton<CurrentAccounts>()
            .AddSingleton<Users>()
            .AddSingleton<ApiTokens>()
            .AddSingleton<SignIn>()
            .AddSingleton(Passwords.Hasher)
            .AddScoped<IPasswordValidator<Account>, Passwords>()
            .AddScoped<AccountContext>()
            .AddScoped<IUserStore<Account>>(provider => new UserOnlyStore<Account, AccountContext, int>(provider.GetRequiredService<AccountContext>()))
            .AddIdentityCore<Account>(identity =>
            {
                // AccountName decides.
                identity.User.AllowedUserNameCharacters = "";
                (identity.Lockout.MaxFailedAccessAttempts, identity.Lockout.DefaultLockoutTimeSpan) = (SignIn.MostFailures, SignIn.Lockout);
            });
        return services;
    }

    /// <summary>Adds accounts, the ways to be recognized, and the policies.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services
            .AddAccountChanges()
            .AddSingleton<LastUses>()
            .AddSingleton<Sessions>()
            .AddHostedService<AccountWatch>()
            .AddKeys()
            .AddCrossSiteProtection();
        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, any => any.ForwardDefaultSelector = Schemes.Choose)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Schemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(Schemes.Session, null);
        services.AddAuthorization(Policies.Add);
        return services;
    }

    /// <summary>Recognizes who makes a request and refuses what they may not do.</summary>
    public static void UseAccounts(this WebApplication app) => app.UseAuthentication().UseRecognition().UseCrossSiteProtection().UseAuthorization();
}
