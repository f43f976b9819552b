using ClaimBook.Serving;
using Microsoft.AspNetCore.Authentication;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>What single sign-on needs of the server; nothing of it is there unless the settings name a provider.</summary>
static class SingleSignOnServices
{
    /// <summary>Adds it, if the settings name a provider.</summary>
    public static AuthenticationBuilder AddSingleSignOn(this AuthenticationBuilder authentication, ServerSettings settings)
    {
        if (settings.Oidc.Authority is null)
            return authentication;
        authentication.Services.AddSingleton<IdentityProvider>().AddSingleton<ProviderAccounts>();
        return authentication.AddProviderTokens(settings.Oidc).AddWebSignIn(settings.Oidc);
    }
}
