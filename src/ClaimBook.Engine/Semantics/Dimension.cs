namespace ClaimBook.Engine.Semantics;

/// <summary>What results can be grouped and filtered by.</summary>
/// <param name="Name">Its name in queries and results.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Meaning">What it says, in the trade's words.</param>
/// <param name="Key">The part of a fact's key that determines it.</param>
/// <param name="Example">What a filter on it may say.</param>
/// <param name="IsWholeNumber">Whether its members are whole numbers, which filters may give as ranges; else they are texts.</param>
public sealed record Dimension(string Name, string Label, string Meaning, KeyColumn Key, string Example, bool IsWholeNumber = false)
{
    /// <summary>Whether it is said of the agency in the performance data, which the book does not know.</summary>
    public bool IsAttribute { get; init; }

    /// <summary>Whether a member is the same thing in every fact, so that figures of one may be divided by those of another.</summary>
    public bool RelatesFacts { get; init; } = true;
}
