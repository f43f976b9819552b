namespace ClaimBook.Accounts;

/// <summary>A kind of act that the audit log remembers.</summary>
/// <param name="Name">Its name in the log.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Subject">What the subject of such an entry is.</param>
/// <param name="Detail">What its detail says.</param>
sealed record AuditAction(string Name, string Meaning, string Subject, string Detail)
{
    public static AuditAction SignedIn { get; } = new("session.started", "Somebody signed in.", "the user", "how: with a password or by an identity provider");
    public static AuditAction SignInRefused { get; } = new(
        "session.refused", "A sign-in was refused; the actor is the name that was tried, known or not.", "the name that was tried", "why");
    public static AuditAction SignedOut { get; } = new("session.ended", "Somebody signed out.", "the user", "");
    public static AuditAction SignedOutEverywhere { get; } = new("session.all_ended", "All sessions of a user were ended.", "the user", "");
    public static AuditAction PasswordChanged { get; } = new("password.changed", "A password was changed by its owner or set by an administrator.", "the user", "");
    public static AuditAction UserAdded { get; } = new("user.added", "A user was made.", "the user", "role and agencies");
    public static AuditAction UserChanged { get; } = new("user.changed", "A user's role, agencies or lock were changed.", "the user", "what they are now");
    public static AuditAction UserDeleted { get; } = new("user.deleted", "A user was deleted, and with them their sessions and tokens.", "the user", "");
    public static AuditAction TokenAdded { get; } = new("token.added", "An API token was made.", "the token's owner", "its number and name, role, agencies and expiry, never the token");
    public static AuditAction TokenRevoked { get; } = new("token.revoked", "An API token was revoked.", "the token's owner", "its number and name");
    public static AuditAction LoadAccepted { get; } = new("load.accepted", "A file was uploaded to be loaded.", "the file", "its size, what was asked for and the id of its load");
    public static AuditAction LoadCancelled { get; } = new("load.cancelled", "A load was ended before its end, by a user or because the server stopped.", "the file", "the id of the load");
    public static AuditAction LoadDone { get; } = new(
        "load.done", "A file was loaded; written in the transaction of the load. The actor is who asked for it.", "the file", "the number of the load and what it changed");
    public static AuditAction LoadFailed { get; } = new("load.failed", "A file could not be loaded; nothing changed.", "the file", "why");
    public static AuditAction PolicyAdded { get; } = new("policy.added", "A policy was made.", "its number", "");
    public static AuditAction PolicyChanged { get; } = new("policy.changed", "A policy was changed, accepted, cancelled or renewed.", "its number", "what was done");
    public static AuditAction ClaimAdded { get; } = new("claim.added", "A claim was made.", "its reference", "its cost, if one was given");
    public static AuditAction ClaimChanged { get; } = new(
        "claim.changed", "A claim was changed, opened, closed, reopened or denied, or got a transaction.", "its reference", "what was done");
    public static AuditAction RandomClaims { get; } = new("claims.random", "Claims were made up.", "their references", "how many");
    public static AuditAction Exported { get; } = new(
        "export", "A table left the server as CSV or XLSX, or rows of details in any format.", "the address that was asked, with its parameters", "the format and how many rows there are");

    public static AuditAction Imported { get; } = new(
        "import", "Claims or policies were imported from a file; written in the transaction of the import.", "the file", "what was imported and how many rows were imported, unchanged and rejected");

    /// <summary>Every kind: the one list that filters and documentation are made from.</summary>
    public static IReadOnlyList<AuditAction> All { get; } =
    [
        SignedIn, SignInRefused, SignedOut, SignedOutEverywhere, PasswordChanged, UserAdded, UserChanged, UserDeleted, TokenAdded, TokenRevoked,
        LoadAccepted, LoadCancelled, LoadDone, LoadFailed, PolicyAdded, PolicyChanged, ClaimAdded, ClaimChanged, RandomClaims, Exported, Imported,
    ];
}
