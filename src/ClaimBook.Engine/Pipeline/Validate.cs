using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What identifies a line.</summary>
[StructLayout(LayoutKind.Auto)]
readonly ref struct LineKey
{
    /// <summary>Hash of the line's text.</summary>
    public long TextHash { get; init; }

    public int AgencyId { get; init; }

    public ReadOnlySpan<byte> ProductCode { get; init; }

    /// <summary>The two letters of the state in upper case, one a byte.</summary>
    public int State { get; init; }

    public int Year { get; init; }
}

/// <summary>A line whose every value can be right.</summary>
[StructLayout(LayoutKind.Auto)]
readonly ref struct ValidLine
{
    public LineKey Key { get; init; }

    public SharedValues Shared { get; init; }

    /// <summary>Columns 7 to 17; key, load and line are not set yet.</summary>
    public PerformanceRow Values { get; init; }
}

/// <summary>What a line says that other lines say too: of its product, of its agency, and of its agency's line and year.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct SharedValues(string ProductLine, AgencyAttributes Agency, double? LossRatio3Year, double? Growth3Year);

/// <summary>The columns that say the same on every row of an agency.</summary>
/// <param name="Numbers">As in <see cref="AgencyRow.Numbers"/>.</param>
/// <param name="VendorIndicator">Y or N.</param>
/// <param name="Vendor">Vendor.</param>
/// <param name="QuoteCounts">Columns 34 to 49.</param>
sealed record AgencyAttributes(int?[] Numbers, string VendorIndicator, string Vendor, int?[] QuoteCounts)
{
    /// <summary>Hash of all of them.</summary>
    public long Hash { get; } = HashOf(Numbers, VendorIndicator, Vendor, QuoteCounts);

    public bool Equals(AgencyAttributes? other) => other is not null && (ReferenceEquals(this, other) || (
        Hash == other.Hash && VendorIndicator == other.VendorIndicator && Vendor == other.Vendor
        && Numbers.AsSpan().SequenceEqual(other.Numbers) && QuoteCounts.AsSpan().SequenceEqual(other.QuoteCounts)));

    public override int GetHashCode() => Hash.GetHashCode();

    static long HashOf(int?[] numbers, string vendorIndicator, string vendor, int?[] quoteCounts)
    {
        var hash = new RowHash();
        foreach (var number in numbers)
            hash.Add(number);
        hash.Add(vendorIndicator);
        hash.Add(vendor);
        foreach (var count in quoteCounts)
            hash.Add(count);
        return hash.Value;
    }
}

/// <summary>Step 2: turns the fields of a record into values, or says why the line cannot be right.</summary>
sealed class Validator(CsvReader record, Header header)
{
    readonly bool _attributesAreContiguous = Enumerable
        .Range(PerformanceFile.AppointmentYear, PerformanceFile.Columns.Count - PerformanceFile.AppointmentYear - 1)
        .All(c => header[c + 1] == header[c] + 1);

    // Neighbouring lines are mostly of the same agency, whose 31 attributes need not be parsed again.
    byte[] _attributesText = [];
    int? _primaryAgency;
    AgencyAttributes? _attributes;

    /// <summary>Why the last line was rejected.</summary>
    public Reject? Problem { get; private set; }

    /// <summary>Validates the record that the reader stands on.</summary>
    /// <returns>False if the line is rejected; then <see cref="Problem"/> says why.</returns>
    public bool TryValidate(out ValidLine line)
    {
        Problem = null;
        line = default;
        if (record.HasOpenQuote)
            return RejectLine(RejectReason.OpenQuote, "a quoted field does not end on this line; quotes within a field are doubled");
        if (record.FieldCount != header.FieldCount)
            return RejectLine(RejectReason.FieldCount, $"has {record.FieldCount} fields; the header has {header.FieldCount}");

        var lossRatio = Ratio(PerformanceFile.LossRatio, out var lossRatioCode);
        line = new ValidLine
        {
            Key = new LineKey
            {
                TextHash = LineHash.Of(header.TextOf(record)),
                AgencyId = Whole(PerformanceFile.AgencyId, 0),
                ProductCode = ProductCode(),
                State = State(),
                Year = Whole(PerformanceFile.Year, FactKey.FirstYear, FactKey.LastYear),
            },
            Shared = Shared(),
            Values = new PerformanceRow
            {
                RetainedPolicies = Whole(PerformanceFile.RetainedPolicies),
                PoliciesInForce = Whole(PerformanceFile.PoliciesInForce),
                PriorPoliciesInForce = WholeOrMissing(PerformanceFile.PriorPoliciesInForce),
                NewBusinessCents = Money(PerformanceFile.NewBusinessPremium),
                WrittenCents = Money(PerformanceFile.WrittenPremium),
                PriorWrittenCents = Money(PerformanceFile.PriorWrittenPremium) is var prior and not (PerformanceFile.Missing * 100L) ? prior : null,
                EarnedCents = Money(PerformanceFile.EarnedPremium),
                IncurredCents = Money(PerformanceFile.IncurredLosses),
                Months = Whole(PerformanceFile.Months, 1, 12),
                RetentionRatio = Ratio(PerformanceFile.RetentionRatio, out _),
                LossRatio = lossRatio,
                LossRatioCode = lossRatioCode,
            },
        };
        return Problem is null;
    }

    /// <summary>The key of the line alone, and the hash of its text: enough to tell whether the line is known.</summary>
    /// <returns>False if it has none.</returns>
    public bool TryKey(out LineKey key)
    {
        key = default;
        if (record.HasOpenQuote || record.FieldCount != header.FieldCount
            || !Numbers.TryWhole(Field(PerformanceFile.AgencyId), out var agency) || !Numbers.TryWhole(Field(PerformanceFile.Year), out var year)
            || !TryState(out var state))
        {
            return false;
        }
        key = new LineKey { TextHash = LineHash.Of(header.TextOf(record)), AgencyId = agency, ProductCode = Field(PerformanceFile.Product), State = state, Year = year };
        return true;
    }

    /// <summary>The values that a valid line shares with others.</summary>
    public SharedValues Shared() => new(
        ProductLine(), Attributes(), Ratio(PerformanceFile.LossRatio3Year, out _), Ratio(PerformanceFile.Growth3Year, out _));

    /// <summary>Rejects the line as a whole.</summary>
    /// <returns>False.</returns>
    public bool RejectLine(RejectReason kind, string reason)
    {
        Problem = new Reject(record.Line, "", "", reason, CsvReader.Decode(record.Raw), header.AgencyOf(record)) { Kind = kind };
        return false;
    }

    int Whole(int column, int min = int.MinValue, int max = int.MaxValue)
    {
        if (Numbers.TryWhole(Field(column), out var value) && value >= min && value <= max)
            return value;
        RejectValue(column, RejectReason.WholeNumber, $"must be a whole number from {min} to {max}");
        return min;
    }

    int? WholeOrMissing(int column) => Whole(column) is var value and not PerformanceFile.Missing ? value : null;

    long Money(int column)
    {
        if (!Numbers.TryMoney(Field(column), out var cents))
            RejectValue(column, RejectReason.Amount, $"must be an amount with at most two decimals, up to {Numbers.MaxCents / 100}");
        return cents;
    }

    double? Ratio(int column, out int? code)
    {
        code = null;
        if (!Numbers.TryRatio(Field(column), out var ratio))
            RejectValue(column, RejectReason.Number, "must be a number");
        if (ratio == PerformanceFile.Missing || (column == PerformanceFile.LossRatio
            && ratio is PerformanceFile.LossesWithoutPremium or PerformanceFile.RecoveriesWithoutPremium))
        {
            code = (int)ratio;
            return null;
        }
        return ratio;
    }

    ReadOnlySpan<byte> ProductCode()
    {
        var code = Field(PerformanceFile.Product);
        if (code.IsEmpty || code.Length > 50 || code.IndexOfAnyInRange((byte)0, (byte)31) >= 0)
            RejectValue(PerformanceFile.Product, RejectReason.ProductCode, "must be a product code of 1 to 50 characters");
        return code;
    }

    string ProductLine()
    {
        var line = Field(PerformanceFile.ProductLine);
        if (line.Length == 2 && (line[1] | 0x20) == 'l')
        {
            switch (line[0] | 0x20)
            {
                case 'c':
                    return "CL";
                case 'p':
                    return "PL";
            }
        }
        RejectValue(PerformanceFile.ProductLine, RejectReason.ProductLine, "must be CL or PL");
        return "";
    }

    int State()
    {
        if (!TryState(out var state))
            RejectValue(PerformanceFile.State, RejectReason.State, "must be a state code of two letters");
        return state;
    }

    bool TryState(out int letters)
    {
        var state = Field(PerformanceFile.State);
        var valid = state.Length == 2 && char.IsAsciiLetter((char)state[0]) && char.IsAsciiLetter((char)state[1]);
        letters = valid ? ((state[0] & ~0x20) << 8) | (state[1] & ~0x20) : 0;
        return valid;
    }

    AgencyAttributes Attributes()
    {
        var primaryAgency = WholeOrMissing(PerformanceFile.PrimaryAgencyId);
        if (_attributesAreContiguous)
        {
            var text = record.Fields(header[PerformanceFile.AppointmentYear], header[PerformanceFile.Columns.Count - 1]);
            if (_attributes is not null && primaryAgency == _primaryAgency && text.SequenceEqual(_attributesText))
                return _attributes;
            _attributesText = text.ToArray();
        }
        var numbers = PerformanceFile.Columns.Index()
            .Where(c => c.Item.Level == ColumnLevel.Agency && c.Item.Kind == ColumnKind.Whole && c.Index != PerformanceFile.PrimaryAgencyId)
            .Select(c => WholeOrMissing(c.Index)).Prepend(primaryAgency).ToArray();
        var quotes = Enumerable.Range(PerformanceFile.FirstQuoteCount, PerformanceFile.Columns.Count - PerformanceFile.FirstQuoteCount)
            .Select(WholeOrMissing).ToArray();
        _primaryAgency = primaryAgency;
        var attributes = new AgencyAttributes(numbers, Text(PerformanceFile.VendorIndicator), Text(PerformanceFile.Vendor), quotes);
        _attributes = Problem is null ? attributes : null;
        return attributes;
    }

    string Text(int column)
    {
        var text = Field(column);
        if (text.Length > 100 || text.IndexOfAnyInRange((byte)0, (byte)31) >= 0)
            RejectValue(column, RejectReason.Text, "must be a text of at most 100 characters");
        return CsvReader.Decode(text);
    }

    ReadOnlySpan<byte> Field(int column) => record[header[column]];

    void RejectValue(int column, RejectReason kind, string reason)
    {
        var value = CsvReader.Decode(Field(column));
        Problem ??= new Reject(
            record.Line, PerformanceFile.Columns[column].Name, value.Length <= 100 ? value : value[..100] + "...",
            value.Length == 0 ? "is empty; " + reason : reason, CsvReader.Decode(record.Raw), header.AgencyOf(record))
        { Kind = kind };
    }
}
