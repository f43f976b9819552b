namespace ClaimBook.Browser.Tests.Stage;

/// <summary>What a server answers, or what stands before it, instead of doing what it is asked to.</summary>
static class Refusals
{
    /// <summary>No answer at all.</summary>
    public const int Unreachable = 0;

    /// <summary>From here on whatever is sent so is refused so, until <see cref="Stop"/> or another refusal.</summary>
    /// <param name="visitor">Who sends.</param>
    /// <param name="method">POST, PUT or DELETE.</param>
    /// <param name="path">Where to, after /api/v1/.</param>
    /// <param name="status">The status of the answer, or <see cref="Unreachable"/>.</param>
    public static async Task Refuse(this Visitor visitor, string method, string path, int status)
    {
        await visitor.Stop();
        await visitor.ExpectsFailures().Page.RouteAsync(url => new Uri(url).AbsolutePath == $"/api/v1/{path}", route =>
            route.Request.Method != method ? route.ContinueAsync()
            : status == Unreachable ? route.AbortAsync()
            : route.FulfillAsync(new()
            {
                Status = status,
                ContentType = "application/problem+json",
                Body = $$"""{"status": {{status}}, "title": "Refused", "detail": "Refused by the test."}""",
            }));
    }

    /// <summary>From here on the server answers again.</summary>
    public static Task Stop(this Visitor visitor) => visitor.Page.UnrouteAllAsync();

    /// <summary>How the page says it: what the refusal means, in plain words.</summary>
    public static string Words(int status) => status switch
    {
        Unreachable => "The server cannot be reached.",
        400 => "That is not possible as it stands. Refused by the test.",
        401 => "Your session has ended",
        403 => "You may not do that. Refused by the test.",
        404 => "That does not exist, or not for you. Refused by the test.",
        409 => "That is not possible in its present state. Refused by the test.",
        412 => "Somebody else has changed it since you opened it.",
        413 => "The file is too large. Refused by the test.",
        429 => "Too many requests at once.",
        500 => "The server failed at this.",
        503 => "The server is busy or its database does not answer.",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
