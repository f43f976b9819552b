using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>The words that people have for a few values.</summary>
/// <typeparam name="T">The values.</typeparam>
sealed class ValueWords<T>(params (T Value, string[] Words)[] values)
{
    readonly Dictionary<string, T> _values = values.SelectMany(v => v.Words, (v, word) => (Word: ImportColumn.Plain(word), v.Value)).ToDictionary(v => v.Word, v => v.Value);

    /// <summary>The value of a word that is known.</summary>
    public T this[string word] => _values[ImportColumn.Plain(word)];

    /// <summary>Whether a word is known; capitals, spaces and punctuation do not matter.</summary>
    public bool Knows(string word) => _values.ContainsKey(ImportColumn.Plain(word));

    /// <summary>What is wrong with a word that is not known.</summary>
    public string Refuse(string word) => $"{Spelling.Quote(word)} is not known; allowed: {string.Join(", ", values.SelectMany(v => v.Words))}";
}
