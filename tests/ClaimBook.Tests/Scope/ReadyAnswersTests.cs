using ClaimBook.Accounts;
using ClaimBook.Api;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Scope;

public sealed class ReadyAnswersTests
{
    [Fact]
    public async Task An_answer_that_sets_a_cookie_is_kept_for_nobody()
    {
        await using var server = await TestServer.Start();
        var answers = new ReadyAnswers(server.Services.GetRequiredService<CurrentStar>());
        foreach (var setsCookie in new[] { false, true })
        {
            var context = new OutputCacheContext { HttpContext = new DefaultHttpContext() };
            context.HttpContext.Features.Set(new CurrentUser(1, "me", Role.Viewer, [3]));
            await answers.CacheRequestAsync(context, TestContext.Current.CancellationToken);
            if (setsCookie)
                context.HttpContext.Response.Cookies.Append("session", "secret");
            await answers.ServeResponseAsync(context, TestContext.Current.CancellationToken);
            Assert.Equal(!setsCookie, context.AllowCacheStorage);
        }
    }

    [Fact]
    public async Task An_answer_for_somebody_who_is_not_known_is_none()
    {
        await using var server = await TestServer.Start();
        var answers = new ReadyAnswers(server.Services.GetRequiredService<CurrentStar>());
        var context = new OutputCacheContext { HttpContext = new DefaultHttpContext() };
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await answers.CacheRequestAsync(context, TestContext.Current.CancellationToken));
    }
}
