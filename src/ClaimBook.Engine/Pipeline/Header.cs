using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Where each of the 49 columns stands in a file: found by name, in any order and case.</summary>
sealed class Header
{
    readonly int[] _fieldOf;
    readonly bool _isInOrder;
    byte[] _text = [];

    Header(int[] fieldOf, int fieldCount, IReadOnlyList<string> surplus)
    {
        _fieldOf = fieldOf;
        FieldCount = fieldCount;
        Surplus = surplus;
        _isInOrder = fieldOf.Index().All(f => f.Item == f.Index);
    }

    /// <summary>How many fields every line must have.</summary>
    public int FieldCount { get; }

    /// <summary>Columns that ClaimBook does not know and passes over.</summary>
    public IReadOnlyList<string> Surplus { get; }

    /// <summary>The field that holds a column of <see cref="PerformanceFile.Columns"/>.</summary>
    public int this[int column] => _fieldOf[column];

    /// <summary>The fields of a record as text, in the order of the dictionary whatever the file's: equal texts, equal lines.</summary>
    public ReadOnlySpan<byte> TextOf(CsvReader record)
    {
        if (_isInOrder)
            return record.Fields(0, _fieldOf.Length - 1);
        var length = 0;
        foreach (var index in _fieldOf)
        {
            var field = record[index];
            if (_text.Length < length + field.Length + 1)
                Array.Resize(ref _text, 2 * (length + field.Length + 1));
            field.CopyTo(_text.AsSpan(length));
            length += field.Length;
            _text[length++] = (byte)',';
        }
        return _text.AsSpan(0, length - 1);
    }

    /// <summary>The agency that a record is of. Null where that is not certain: it has another number of fields than the header, or more than one
    /// line, for a quote left open may have swallowed the lines of others.</summary>
    public int? AgencyOf(CsvReader record) =>
        !record.HasOpenQuote && record.FieldCount == FieldCount && record.LastLine == record.Line
            && Numbers.TryWhole(record[this[PerformanceFile.AgencyId]], out var agency) && agency >= 0 ? agency : null;

    /// <summary>Reads the header line.</summary>
    /// <exception cref="ClaimBookException">The file is not text, has no header, or lacks columns or has one twice.</exception>
    public static Header Read(CsvReader reader)
    {
        var start = reader.Peek();
        if (start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || start.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
            throw new ClaimBookException("The file is in UTF-16; save it as CSV in UTF-8.");
        if (start.Contains((byte)0))
            throw new ClaimBookException("The file is binary, not a CSV.");
        if (!reader.Read())
            throw new ClaimBookException("The file is empty; a performance file begins with a header line.");

        var names = Enumerable.Range(0, reader.FieldCount).Select(i => CsvReader.Decode(reader[i]).Trim()).ToList();
        var fields = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, name) in names.Index())
        {
            if (!fields.TryAdd(name, index) && name.Length > 0)
                throw new ClaimBookException($"The header has the column {name} twice.");
        }

        var known = PerformanceFile.Columns.Select(c => c.Name).ToList();
        var missing = known.Where(n => !fields.ContainsKey(n)).ToList();
        if (missing.Count > 0)
        {
            var separator = names.Count == 1 ? names[0].FirstOrDefault(c => c is ';' or '\t' or '|') : default;
            throw new ClaimBookException(separator != default
                ? $"The fields are separated by '{(separator == '\t' ? "\\t" : separator)}'; a performance file separates them by commas."
                : $"The header lacks {(missing.Count == 1 ? "the column" : $"{missing.Count} columns:")} {string.Join(", ", missing.Take(8))}{(missing.Count > 8 ? ", ..." : "")}.");
        }
        return new Header(
            [.. known.Select(n => fields[n])], names.Count,
            [.. names.Where(n => !known.Contains(n, StringComparer.OrdinalIgnoreCase))]);
    }
}
