namespace ClaimBook.Browser.Tests.Stage;

/// <summary>Who uses ClaimBook in the tests; all with one password.</summary>
/// <param name="Email">The name of the account.</param>
/// <param name="Role">Their role.</param>
/// <param name="IsLimited">Whether they see the agencies of <see cref="Sample.LimitedTo"/> alone.</param>
sealed record Person(string Email, string Role, bool IsLimited = false)
{
    public const string Password = "brown-otter-lamp-42";

    public static Person Admin { get; } = new("adam@example.test", "admin");

    public static Person Editor { get; } = new("erik@example.test", "editor");

    public static Person Viewer { get; } = new("vera@example.test", "viewer");

    /// <summary>Sees two agencies alone.</summary>
    public static Person Limited { get; } = new("anna@example.test", "viewer", IsLimited: true);

    /// <summary>Keeps the book of two agencies alone.</summary>
    public static Person LimitedEditor { get; } = new("edda@example.test", "editor", IsLimited: true);

    public static IReadOnlyList<Person> All { get; } = [Admin, Editor, Viewer, Limited, LimitedEditor];
}
