using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>Why an act was refused.</summary>
public enum RefusalKind
{
    /// <summary>What was given cannot be right.</summary>
    Wrong,

    /// <summary>There is no such policy or claim.</summary>
    Missing,

    /// <summary>It was changed since it was read.</summary>
    Stale,

    /// <summary>It is in a state in which this cannot be done.</summary>
    Impossible,
}

/// <summary>An act that was refused: nothing changed.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Problems">What is wrong, each with what would be right.</param>
public sealed record Refused(RefusalKind Kind, IReadOnlyList<QueryProblem> Problems)
{
    /// <summary>All problems in one line.</summary>
    public string Text => string.Join("; ", Problems.Select(p => Kind == RefusalKind.Wrong ? $"{p.Parameter}: {p.Message}" : p.Message));

    /// <summary>What was given cannot be right.</summary>
    public static Refused Wrong(params IReadOnlyList<QueryProblem> problems) => new(RefusalKind.Wrong, problems);

    /// <summary>A field cannot be right.</summary>
    public static Refused Wrong(string field, string message) => Wrong(new QueryProblem(field, message));

    /// <summary>There is no such thing.</summary>
    public static Refused Missing(string message) => new(RefusalKind.Missing, [new("", message)]);

    /// <summary>It was changed since it was read.</summary>
    public static Refused Stale(string message) => new(RefusalKind.Stale, [new("", message)]);

    /// <summary>Its state does not allow it.</summary>
    public static Refused Impossible(string message) => new(RefusalKind.Impossible, [new("", message)]);
}

/// <summary>What came of an act: a value, or why it was refused.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The value; null if the act was refused.</param>
/// <param name="Refused">Why the act was refused; null if it was not.</param>
public readonly record struct Outcome<T>(T? Value, Refused? Refused)
    where T : class
{
    /// <summary>It was done.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>It was refused.</summary>
    public static implicit operator Outcome<T>(Refused refused) => new(null, refused);

    /// <summary>The value of an act that cannot have been refused.</summary>
    /// <exception cref="InvalidOperationException">It was.</exception>
    public T Certain => Value ?? throw new InvalidOperationException(Refused!.Text);

    /// <summary>What came of another act upon the value, if there is one.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next)
        where TNext : class => Refused is { } refused ? refused : next(Value!);
}
