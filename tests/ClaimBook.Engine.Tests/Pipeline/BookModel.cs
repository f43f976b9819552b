using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>What a database must hold after loads, kept the plain way: lines as they were given, and what they share in dictionaries.</summary>
sealed class BookModel
{
    const int SharedFrom = PerformanceFile.AppointmentYear;

    readonly Dictionary<string, string[]> _rows = [];
    readonly Dictionary<string, string[]> _agencies = [];
    readonly Dictionary<string, string> _lineOfProduct = [];
    readonly Dictionary<string, (string LossRatio, string Growth)> _ratios = [];

    /// <summary>Takes a file; answers rows inserted, updated, unchanged, deleted, rejected.</summary>
    public (int, int, int, int, int) Load(IEnumerable<string> lines, bool replace)
    {
        var (inserted, updated, unchanged, rejected) = (0, 0, 0, 0);
        var seen = new HashSet<string>();
        foreach (var row in lines.Select(l => l.Split(',')))
        {
            var key = string.Join(
                ',', row[PerformanceFile.AgencyId], row[PerformanceFile.Product], row[PerformanceFile.State], row[PerformanceFile.Year]);
            var known = _rows.GetValueOrDefault(key);
            if (!seen.Add(key) && !known!.SequenceEqual(row))
            {
                rejected++;
                continue;
            }
            if (known is null)
                inserted++;
            else if (known.SequenceEqual(row))
                unchanged++;
            else
                updated++;
            _rows[key] = row;
            _agencies[row[PerformanceFile.AgencyId]] = [row[PerformanceFile.PrimaryAgencyId], .. row[SharedFrom..]];
            _lineOfProduct[row[PerformanceFile.Product]] = row[PerformanceFile.ProductLine];
            _ratios[RatioKey(row, row[PerformanceFile.ProductLine])] = (
                row[PerformanceFile.LossRatio3Year], row[PerformanceFile.Growth3Year]);
        }
        var missing = replace ? _rows.Keys.Except(seen).ToList() : [];
        foreach (var key in missing)
            _rows.Remove(key);
        foreach (var key in _ratios.Keys.Except(_rows.Values.Select(r => RatioKey(r, LineOf(r)))).ToList())
            _ratios.Remove(key);
        return (inserted, updated, unchanged, missing.Count, rejected);
    }

    /// <summary>The lines of the original file, in the order of their text.</summary>
    public IEnumerable<string> Lines() => _rows.Values.Select(row =>
    {
        var line = (string[])row.Clone();
        line[PerformanceFile.ProductLine] = LineOf(row);
        line[PerformanceFile.PrimaryAgencyId] = _agencies[row[PerformanceFile.AgencyId]][0];
        _agencies[row[PerformanceFile.AgencyId]].AsSpan(1).CopyTo(line.AsSpan(SharedFrom));
        (line[PerformanceFile.LossRatio3Year], line[PerformanceFile.Growth3Year]) = _ratios.GetValueOrDefault(
            RatioKey(row, LineOf(row)), ("99999", "99999"));
        return string.Join(',', line);
    }).Order(StringComparer.Ordinal);

    /// <summary>Year, first and last month.</summary>
    public IEnumerable<string> Years()
    {
        var months = _rows.Values.GroupBy(r => r[PerformanceFile.Year]).OrderBy(y => y.Key, StringComparer.Ordinal)
            .Select(y => (Year: y.Key, Months: y.Max(r => int.Parse(r[PerformanceFile.Months])))).ToList();
        return months.Select((y, i) => i == 0 && months.Count > 1 ? $"{y.Year},{13 - y.Months},12" : $"{y.Year},1,{y.Months}");
    }

    /// <summary>Agency and size.</summary>
    public IEnumerable<string> Sizes()
    {
        var latest = Years().LastOrDefault(y => y.EndsWith(",1,12", StringComparison.Ordinal))?[..4];
        return _rows.Values.GroupBy(r => r[PerformanceFile.AgencyId]).OrderBy(a => int.Parse(a.Key))
            .Select(a => (a.Key, Written: a.Where(r => r[PerformanceFile.Year] == latest).Sum(r => decimal.Parse(r[PerformanceFile.WrittenPremium]))))
            .Select(a => $"{a.Key},{Band(a.Written)}");
    }

    static string Band(decimal written) => written switch
    {
        <= 0 => "no premium",
        < 100_000 => "under 100k",
        < 500_000 => "100k to 500k",
        < 1_000_000 => "500k to 1M",
        < 5_000_000 => "1M to 5M",
        _ => "5M and over",
    };

    string LineOf(string[] row) => _lineOfProduct[row[PerformanceFile.Product]];

    static string RatioKey(string[] row, string line) => $"{row[PerformanceFile.AgencyId]},{line},{row[PerformanceFile.Year]}";
}
