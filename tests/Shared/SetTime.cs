namespace ClaimBook.Tests.Shared;

/// <summary>A clock that stands still until it is set.</summary>
sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
