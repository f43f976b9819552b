using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>Collects what is wrong with the fields of a policy or a claim.</summary>
sealed class FieldRules
{
    /// <summary>What the addresses of the HTTP API mean something else by: a policy or claim of such a name could not be asked for.</summary>
    static readonly string[] s_reserved = ["export", "import", "random", "summary", ".", ".."];

    static readonly DateOnly s_first = new(1900, 1, 1), s_last = new(2199, 12, 31);

    readonly List<QueryProblem> _problems = [];

    /// <summary>What is wrong; null if nothing is.</summary>
    public Refused? Refused => _problems.Count == 0 ? null : Refused.Wrong([.. _problems]);

    /// <summary>A text of some length, on one line.</summary>
    public FieldRules Text(string field, string? value, int least, int most)
    {
        if (value is null || value.Length < least || value.Length > most)
            return Wrong(field, value?.Length > most ? $"has {value.Length} characters; at most {most} are allowed" : "must be given");
        return value.Any(char.IsControl) || value != value.Trim() ? Wrong(field, "must be one line without spaces at its ends") : this;
    }

    /// <summary>A text that identifies something, also in an address.</summary>
    public FieldRules Identifier(string field, string? value, int most) =>
        s_reserved.Contains(value, StringComparer.OrdinalIgnoreCase) ? Wrong(field, $"'{value}' is a word of ClaimBook's own addresses; choose another")
        : value?.Contains("%2F", StringComparison.OrdinalIgnoreCase) == true ? Wrong(field, "must not contain %2F, by which addresses write a slash")
        : Text(field, value, 1, most);

    /// <summary>A day that can be one of insurance.</summary>
    public FieldRules Day(string field, DateOnly? day) =>
        day < s_first || day > s_last ? Wrong(field, $"must be from {s_first:yyyy-MM-dd} to {s_last:yyyy-MM-dd}") : this;

    /// <summary>An amount of money.</summary>
    public FieldRules Amount(string field, long cents, bool mayBeNegative = false) =>
        Math.Abs(cents) > ClaimMoney.MostCents || (cents < 0 && !mayBeNegative)
            ? Wrong(field, $"must be an amount {(mayBeNegative ? "of at most" : "from 0 to")} {ClaimMoney.MostCents / 100}") : this;

    /// <summary>Something that must hold.</summary>
    public FieldRules Must(bool holds, string field, string message) => holds ? this : Wrong(field, message);

    FieldRules Wrong(string field, string message)
    {
        _problems.Add(new(field, message));
        return this;
    }
}
