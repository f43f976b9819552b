namespace ClaimBook.Engine.Book;

/// <summary>What was recorded of something at one moment.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="State">What it was from then on.</param>
public sealed record BookEntry<T>(DateTimeOffset At, string By, T State);
