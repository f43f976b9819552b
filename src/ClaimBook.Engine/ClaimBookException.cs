namespace ClaimBook.Engine;

/// <summary>An expected failure: a bad file, a wrong password, a full disk. Its message is one clear line for the user.</summary>
public sealed class ClaimBookException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What users of a server are told, who must learn nothing about its database; null: no more than that something failed.</summary>
    public string? ForUsers { get; init; }
}
