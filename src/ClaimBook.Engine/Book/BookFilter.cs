using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>A filter of a list of policies or claims.</summary>
/// <typeparam name="T">The rows of the list.</typeparam>
/// <param name="Parameter">How it is asked for.</param>
/// <param name="Expected">What its values must be.</param>
/// <param name="Read">The condition that a value sets; null if the value cannot be right.</param>
public sealed record BookFilter<T>(QueryParameter Parameter, string Expected, Func<string, Func<T, bool>?> Read)
{
    const string Any = "Any of these, separated by commas; with ! in front none of them.";

    /// <summary>Reads which of some filters are asked for.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="valueOf">The value of a parameter; null if it is not given.</param>
    /// <param name="refuse">Is told which values cannot be right, and why.</param>
    /// <returns>The conditions that they set, and the filters as they were given.</returns>
    internal static (List<Func<T, bool>> Conditions, List<(string Name, string Text)> Asked) ReadAll(
        IEnumerable<BookFilter<T>> filters, Func<QueryParameter, string?> valueOf, Action<QueryParameter, string> refuse)
    {
        List<Func<T, bool>> conditions = [];
        List<(string Name, string Text)> asked = [];
        foreach (var filter in filters)
        {
            if (valueOf(filter.Parameter) is not { } value)
                continue;
            asked.Add((filter.Parameter.Name, value));
            if (filter.Read(value) is { } condition)
                conditions.Add(condition);
            else
                refuse(filter.Parameter, filter.Expected);
        }
        return (conditions, asked);
    }

    /// <summary>Texts that contain another, whatever the case.</summary>
    internal static BookFilter<T> Search(string meaning, string example, params Func<T, string?>[] texts) => new(
        new("search", meaning, example), "must be a text",
        part => row =>
        {
            foreach (var text in texts)
            {
                if (text(row)?.Contains(part, StringComparison.OrdinalIgnoreCase) == true)
                    return true;
            }
            return false;
        });

    /// <summary>A text that is one of several, whatever the case.</summary>
    internal static BookFilter<T> Among(string name, string meaning, string example, Func<T, string?> value, IReadOnlyList<string>? allowed = null) => new(
        new(name, $"{meaning}{(allowed is null ? "" : $": {string.Join(", ", allowed)}")}. {Any}", example),
        $"must be some of {string.Join(", ", allowed ?? [])}",
        given =>
        {
            var isNot = given.StartsWith('!');
            var list = isNot ? given[1..] : given;
            if (allowed is not null && list.Split(',').Except(allowed, StringComparer.OrdinalIgnoreCase).Any())
                return null;
            // A value may have a comma of its own.
            HashSet<string> values = new([list, .. list.Split(',')], StringComparer.OrdinalIgnoreCase);
            return row => (value(row) is { } text && values.Contains(text)) != isNot;
        });

    /// <summary>A number that is one of several.</summary>
    internal static BookFilter<T> Among(string name, string meaning, string example, Func<T, int?> value) => new(
        new(name, $"{meaning}. {Any}", example),
        "must be whole numbers, separated by commas, like 3,16",
        given =>
        {
            var isNot = given.StartsWith('!');
            HashSet<int> values = [];
            foreach (var item in (isNot ? given[1..] : given).Split(','))
            {
                if (!int.TryParse(item, System.Globalization.NumberStyles.None, null, out var number))
                    return null;
                values.Add(number);
            }
            return row => (value(row) is { } number && values.Contains(number)) != isNot;
        });

    /// <summary>A first day and a last day, both included.</summary>
    internal static BookFilter<T>[] Days(string name, string what, Func<T, DateOnly?> value) =>
    [
        Day($"{name}From", $"The first day of {what}, included.", "2024-01-01", first => row => value(row) >= first),
        Day($"{name}To", $"The last day of {what}, included.", "2024-12-31", last => row => value(row) <= last),
    ];

    static BookFilter<T> Day(string name, string meaning, string example, Func<DateOnly, Func<T, bool>> condition) => new(
        new(name, meaning, example, QueryParameterKind.Date), "must be a date like 2024-06-30",
        given => DateOnly.TryParseExact(given, "yyyy-MM-dd", out var day) ? condition(day) : null);
}
