using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Oidc;

/// <summary>An identity provider that answers what a test tells it to.</summary>
sealed class BrokenProvider : IAsyncDisposable
{
    readonly WebApplication _server;
    readonly RSA _key = RSA.Create(2048);

    BrokenProvider(WebApplication server) => _server = server;

    public string Issuer { get; private set; } = "";

    /// <summary>What it says of itself.</summary>
    public Func<HttpContext, Task> Discovery { get; set; } = _ => Task.CompletedTask;

    /// <summary>Its keys.</summary>
    public Func<HttpContext, Task> Keys { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it gives for a code.</summary>
    public Func<HttpContext, Task> Token { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often it was asked.</summary>
    public int Requests { get; private set; }

    public static async Task<BrokenProvider> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var provider = new BrokenProvider(server);
        server.Run(context =>
        {
            provider.Requests++;
            return (context.Request.Path.Value switch { "/keys" => provider.Keys, "/token" => provider.Token, _ => provider.Discovery })(context);
        });
        await server.StartAsync();
        provider.Issuer = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        provider.Mend();
        return provider;
    }

    /// <summary>Lets it say of itself what is right.</summary>
    public void Mend()
    {
        var key = _key.ExportParameters(false);
        Discovery = Text(JsonSerializer.Serialize(new
        {
            issuer = Issuer,
            authorization_endpoint = $"{Issuer}/authorize",
            token_endpoint = $"{Issuer}/token",
            jwks_uri = $"{Issuer}/keys",
        }));
        Keys = Text(JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "RSA", kid = "1", use = "sig", n = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus), e = System.Buffers.Text.Base64Url.EncodeToString(key.Exponent) } },
        }));
    }

    /// <summary>An answer.</summary>
    public static Func<HttpContext, Task> Text(string text, int status = 200) => context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
        return context.Response.WriteAsync(text);
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
    }
}
