using System.Runtime.CompilerServices;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>A book as columns: the codes of the members of its policies and claims, their days and amounts.</summary>
/// <remarks>Made anew whenever the book changes. Policies and claims lie all over memory, so each is visited once.</remarks>
sealed class BookFacts
{
    static readonly ConditionalWeakTable<BookState, BookFacts> s_known = [];

    BookFacts(BookState book)
    {
        PolicyColumns policies = null!;
        ClaimColumns claims = null!;
        Parallel.Invoke(() => policies = new PolicyColumns(book), () => claims = new ClaimColumns(book));
        (Policies, Claims) = (policies, claims);
        Members = new BookMembers(
            DateOnly.FromDayNumber(Math.Min(policies.FirstDay, claims.FirstDay)).Year, book.Day,
            policies.Agencies.Values, policies.Products.Values, policies.States.Values, claims.Causes.Values,
            BookState.Statuses);
        policies.Seal(Members);
        claims.Seal(Members);
    }

    /// <summary>The members.</summary>
    public BookMembers Members { get; }

    /// <summary>The policies.</summary>
    public BookColumns Policies { get; }

    /// <summary>The claims.</summary>
    public BookColumns Claims { get; }

    /// <summary>The facts of a book; made when they are first asked for.</summary>
    public static BookFacts Of(BookState book) => s_known.GetValue(book, b => new BookFacts(b));
}

/// <summary>The codes of rows while not all members are known: numbers in the order in which values appear.</summary>
/// <typeparam name="T">A value.</typeparam>
/// <param name="rows">How many rows there can be.</param>
sealed class Coding<T>(int rows)
    where T : notnull
{
    const int None = -1;

    readonly Dictionary<T, int> _numbers = [];
    readonly int[] _rows = new int[rows];
    int _count;

    /// <summary>The values seen.</summary>
    public IEnumerable<T> Values => _numbers.Keys;

    /// <summary>Makes a value known.</summary>
    /// <returns>Its number.</returns>
    public int See(T value)
    {
        if (!_numbers.TryGetValue(value, out var number))
            _numbers.Add(value, number = _numbers.Count);
        return number;
    }

    /// <summary>Appends a row.</summary>
    public void Append(T value) => _rows[_count++] = See(value);

    /// <summary>Appends a row that has no value.</summary>
    public void AppendNone() => _rows[_count++] = None;

    /// <summary>The codes of the rows.</summary>
    /// <param name="codeOf">The code of the member that a value is.</param>
    /// <param name="none">The code of rows without a value.</param>
    public int[] Codes(Func<T, int> codeOf, int none)
    {
        int[] codes = [.. _numbers.Keys.Select(codeOf)];
        return Array.ConvertAll(_rows[.._count], n => n == None ? none : codes[n]);
    }
}
