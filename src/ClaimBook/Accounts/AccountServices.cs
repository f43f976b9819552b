using Microsoft.AspNetCore.Authentication;

namespace ClaimBook.Accounts;

/// <summary>What accounts need of the server.</summary>
static class AccountServices
{
    /// <summary>Adds accounts, the ways to be recognized, and the policies.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services
            .AddSingleton<CurrentAccounts>()
            .AddSingleton<LastUses>()
            .AddSingleton<Sessions>()
            .AddSingleton<ApiTokens>()
            .AddHostedService<AccountWatch>();
        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, any => any.ForwardDefaultSelector = Schemes.Choose)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Schemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(Schemes.Session, null);
        services.AddAuthorization(Policies.Add);
        return services;
    }

    /// <summary>Recognizes who makes a request and refuses what they may not do.</summary>
    public static void UseAccounts(this WebApplication app) => app.UseAuthentication().UseRecognition().UseAuthorization();
}
