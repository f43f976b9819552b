namespace ClaimBook.Engine;

/// <summary>An expected failure: a bad file, a wrong password, a full disk. Its message is one clear line for the user.</summary>
public sealed class ClaimBookException(string message, Exception? innerException = null) : Exception(message, innerException);
