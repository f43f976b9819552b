namespace ClaimBook.Browser.Tests.Stage;

/// <summary>The screen and the habits of a visitor.</summary>
sealed record Looks
{
    public ColorScheme Theme { get; init; } = ColorScheme.Light;

    /// <summary>The language of the browser.</summary>
    public string Locale { get; init; } = "en-US";

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 900;

    /// <summary>The time zone, which no date may depend on.</summary>
    public string TimeZone { get; init; } = "America/Los_Angeles";
}
