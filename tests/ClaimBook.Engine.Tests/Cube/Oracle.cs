using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

/// <summary>Answers queries the slow and obvious way: LINQ over rows, days counted one by one, decimals. Written from the design's
/// section 4 and not from the code under test; it shares with it only the parsed query.</summary>
sealed class Oracle
{
    /// <summary>A row of either fact: dimension values by name, quantities by name; prior quantities may be null.</summary>
    sealed record Row(string Fact, Dictionary<string, object?> Members, Dictionary<string, decimal?> Values)
    {
        public int? Year => (int?)Members.GetValueOrDefault("year");
    }

    static readonly string[] s_sizeOrder = [.. AgencySize.Bands.Select(b => b.Name)];

    readonly AnalyticsQuery _query;
    readonly Dictionary<int, YearRow> _years;
    readonly List<Row> _rows;
    readonly List<int> _touchedYears;
    readonly Dictionary<(int Shown, int Year, bool Whole), List<DateOnly>> _countedDays = [];
    readonly Dictionary<int, List<DateOnly>> _coveredDays = [];

    public Oracle(Star star, AnalyticsQuery query)
    {
        _query = query;
        _years = star.Dimensions.Years.ToDictionary(y => y.Year);
        _rows = [.. Rows(star).Where(r => query.Measures.Any(m => m.Fact.Name == r.Fact))
            .Where(r => query.Filters.Where(f => f.Dimension.Name != "year").All(f => Admits(f, r.Members[f.Dimension.Name])))];
        var yearFilters = query.Filters.Where(f => f.Dimension.Name == "year").ToList();
        _touchedYears = [.. _years.Keys.Order().Where(y => yearFilters.TrueForAll(f => Admits(f, y)) && Touched(y).Count > 0)];
    }

    /// <summary>The rows: dimension values, then for each measure its value, and prior value and change if compared. Amounts in cents.</summary>
    public List<object?[]> Answer()
    {
        var names = _query.By.Select(d => d.Name).ToList();
        var counted = (
            from row in _rows
            from offset in _query.ComparesPriorYear ? new[] { 0, 1 } : [0]
            let shown = row.Year + offset
            where shown is null || (_touchedYears.Contains(shown.Value) && CountedDays(shown.Value, row.Year!.Value).Count > 0)
            select names.Select(n => n == "year" ? shown : row.Members[n]).ToArray()).ToList();
        var keys = counted.DistinctBy(k => string.Join('|', k.Select(v => v ?? "none"))).ToList();
        var answered = keys.ConvertAll(k => (object?[])[.. k, .. Figures(k)]);
        for (var column = names.Count - 1; column >= 0; column--)
            answered = Sorted(answered, column, descending: false);
        foreach (var condition in _query.Having)
        {
            var column = ColumnNames().IndexOf(condition.Column);
            answered = answered.FindAll(r => r[column] is { } value && Holds(value, condition, IsMoneyInCents(condition.Column)));
        }
        foreach (var key in _query.Sort.Reverse())
            answered = Sorted(answered, ColumnNames().IndexOf(key.Column), key.Descending);
        return answered;
    }

    public object?[] Total() => Figures(null);

    List<string> ColumnNames() =>
    [
        .. _query.By.Select(d => d.Name),
        .. _query.Measures.SelectMany(m => _query.ComparesPriorYear ? new[] { m.Name, $"{m.Name}_prior", $"{m.Name}_change" } : [m.Name]),
    ];

    object?[] Figures(object?[]? key) => [.. _query.Measures.SelectMany(m =>
    {
        var value = Figure(m.Name, key, 0);
        var prior = _query.ComparesPriorYear ? Figure(m.Name, key, 1) : null;
        return _query.ComparesPriorYear ? new[] { value, prior, Change(value, prior) } : [value];
    })];

    object? Figure(string measure, object?[]? key, int offset)
    {
        decimal? Of(string quantity) => Sum(quantity, key, offset);
        decimal? Latest(string quantity) => Balance(quantity, key, offset);
        return measure switch
        {
            "written_premium" => Of("written"),
            "new_business_premium" => Of("new"),
            "renewal_premium" => Of("written") - Of("new"),
            "earned_premium" => Of("earned"),
            "incurred_losses" => Of("incurred"),
            "underwriting_result" => Of("earned") - Of("incurred"),
            "loss_ratio" => Quotient(Of("incurred"), Of("earned")),
            "written_loss_ratio" => Quotient(Of("incurred"), Of("written")),
            "new_business_share" => Quotient(Of("new"), Of("written")),
            "premium_growth" => Quotient(Of("written where prior"), Of("prior written")) - 1,
            "retention_ratio" => Quotient(Of("retained where prior"), Of("prior in force")),
            "policies_in_force" => Latest("in force"),
            "average_premium" => Quotient(Latest("written") / 100, Latest("in force")),
            "agencies" => Agencies(key, offset),
            "quotes" => Of("quoted"),
            "binds" => Of("bound"),
            "hit_ratio" => Quotient(Of("bound"), Of("quoted")),
            _ => throw new ArgumentException(measure, nameof(measure)),
        };
    }

    decimal? Sum(string quantity, object?[]? key, int offset) => Add(
        from part in Parts(key, offset, quantity is "quoted" or "bound" ? "quotes" : "performance")
        select part.Year is { } shown
            ? Shared(part.Rows.Sum(r => r.Values[quantity] ?? 0), CountedDays(shown, shown - offset), shown - offset)
            : part.Rows.Sum(r => r.Values[quantity] ?? 0));

    decimal? Balance(string quantity, object?[]? key, int offset) => Add(
        from part in Parts(key, offset, "performance")
        where (key is not null && _query.By.Any(d => d.Name == "year")) || part.Year == _touchedYears[^1]
        let sum = part.Rows.Sum(r => r.Values[quantity] ?? 0)
        select quantity == "in force" ? sum : Shared(sum, CountedDays(part.Year!.Value, part.Year.Value - offset, whole: true), part.Year.Value - offset));

    decimal? Agencies(object?[]? key, int offset)
    {
        var agencies = Parts(key, offset, "performance").SelectMany(p => p.Rows).Select(r => r.Members["agency"]).Distinct().Count();
        return agencies == 0 ? null : agencies;
    }

    /// <summary>The rows that count to a row of the answer (or to the total), by the year they are shown under.</summary>
    IEnumerable<(int? Year, List<Row> Rows)> Parts(object?[]? key, int offset, string fact) =>
        from row in _rows
        where row.Fact == fact
        let shown = row.Year + offset
        where shown is null || (_touchedYears.Contains(shown.Value) && CountedDays(shown.Value, row.Year!.Value).Count > 0)
        where key is null || _query.By.Index().All(d => Equals(key[d.Index], d.Item.Name == "year" ? shown : row.Members[d.Item.Name]))
        group row by shown into part
        select (part.Key, part.ToList());

    /// <summary>All days that a year of the data covers.</summary>
    List<DateOnly> Covered(int year) => _coveredDays.TryGetValue(year, out var known) ? known
        : _coveredDays[year] = !_years.TryGetValue(year, out var y) ? []
        : [.. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).Where(d => d.Month >= y.FirstMonth && d.Month <= y.LastMonth)];

    List<DateOnly> Touched(int year)
    {
        var touched = Covered(year).FindAll(d => d >= _query.Dates.From && d <= _query.Dates.To && d.Month >= _query.Dates.FirstMonth && d.Month <= _query.Dates.LastMonth);
        return _query.Allocation == Allocation.Whole && touched.Count > 0 ? Covered(year) : touched;
    }

    /// <summary>Which days of a data year count for the year shown: the same days of the calendar, ends of months being the same day.</summary>
    List<DateOnly> CountedDays(int shown, int year, bool whole = false) => _countedDays.TryGetValue((shown, year, whole), out var known) ? known
        : _countedDays[(shown, year, whole)] = SameDays(whole ? Covered(shown) : Touched(shown), shown, year);

    List<DateOnly> SameDays(List<DateOnly> days, int shown, int year)
    {
        if (days.Count == 0 || shown == year)
            return days;
        var (first, last) = (days[0], days[^1]);
        var lastDay = last.AddDays(1).Day == 1 ? 31 : last.Day;
        // 29 February moves to the 28th where there is no 29th.
        var firstDay = first is { Month: 2, Day: 29 } ? 28 : first.Day;
        return Covered(year).FindAll(d => (d.Month, d.Day).CompareTo((first.Month, firstDay)) >= 0 && (d.Month, d.Day).CompareTo((last.Month, lastDay)) <= 0);
    }

    decimal Shared(decimal sum, List<DateOnly> days, int year)
    {
        var covered = Covered(year);
        decimal Rounded(int count) => Math.Round(sum * count / covered.Count, MidpointRounding.AwayFromZero);
        return days.Count == 0 ? 0 : Rounded(covered.IndexOf(days[^1]) + 1) - Rounded(covered.IndexOf(days[0]));
    }

    static decimal? Add(IEnumerable<decimal> parts) => parts.Aggregate((decimal?)null, (sum, part) => (sum ?? 0) + part);

    static double? Quotient(decimal? numerator, decimal? denominator) => denominator > 0 ? (double?)numerator / (double)denominator : null;

    static object? Change(object? value, object? prior) => (value, prior) switch
    {
        (decimal a, decimal b) => a - b,
        (double a, double b) => a - b,
        _ => null,
    };

    bool IsMoneyInCents(string column) => _query.Measures.Single(m => column == m.Name || column == $"{m.Name}_prior" || column == $"{m.Name}_change")
        is { Name: "written_premium" or "new_business_premium" or "renewal_premium" or "earned_premium" or "incurred_losses" or "underwriting_result" };

    static bool Holds(object value, HavingCondition condition, bool isCents)
    {
        var order = value is decimal amount ? amount.CompareTo(condition.Value * (isCents ? 100 : 1)) : ((double)value).CompareTo((double)condition.Value);
        return condition.Operator switch { ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, _ => order == 0 };
    }

    /// <summary>Rows by one column, nulls last; the sort is stable, so columns sorted before break ties.</summary>
    static List<object?[]> Sorted(List<object?[]> rows, int column, bool descending)
    {
        // Bands of agency size are in the order of their size, all other texts by their letters.
        IComparable? Key(object?[] row) => row[column] is string text && s_sizeOrder.Contains(text) ? Array.IndexOf(s_sizeOrder, text) : (IComparable?)row[column];
        var order = Comparer<IComparable?>.Create((a, b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : Comparer<IComparable?>.Default.Compare(a, b));
        var nullsLast = rows.OrderBy(r => r[column] is null);
        return [.. descending ? nullsLast.ThenByDescending(Key, order) : nullsLast.ThenBy(Key, order)];
    }

    static bool Admits(DimensionFilter filter, object? member)
    {
        var isNamed = filter switch
        {
            TextFilter texts => texts.Values.Contains((string)member!),
            NumberFilter numbers => member is int n ? numbers.Ranges.Any(r => n >= r.First && n <= r.Last) : numbers.NamesNone,
            _ => false,
        };
        return isNamed != filter.Excludes;
    }

    static IEnumerable<Row> Rows(Star star)
    {
        var agencies = star.Dimensions.Agencies.ToDictionary(a => a.Id);
        var products = star.Dimensions.Products.ToDictionary(p => p.Id);
        var states = star.Dimensions.States.ToDictionary(s => s.Id);
        foreach (var f in star.Facts)
        {
            var members = AgencyMembers(agencies[f.Key.AgencyId]);
            members["product"] = products[f.Key.ProductId].Code;
            members["product_line"] = products[f.Key.ProductId].Line;
            members["state"] = states[f.Key.StateId].Code;
            members["year"] = f.Key.Year;
            yield return new Row("performance", members, new()
            {
                ["written"] = f.WrittenCents,
                ["new"] = f.NewBusinessCents,
                ["earned"] = f.EarnedCents,
                ["incurred"] = f.IncurredCents,
                ["in force"] = f.PoliciesInForce,
                ["prior in force"] = f.PriorPoliciesInForce,
                ["prior written"] = f.PriorWrittenCents,
                ["written where prior"] = f.PriorWrittenCents is null ? null : f.WrittenCents,
                ["retained where prior"] = f.PriorPoliciesInForce is null ? null : f.RetainedPolicies,
            });
        }
        foreach (var q in star.Dimensions.Quotes.Where(q => q.Quoted is not null || q.Bound is not null))
        {
            var members = AgencyMembers(agencies[q.AgencyId]);
            members["product_line"] = q.Line;
            members["platform"] = q.Platform;
            yield return new Row("quotes", members, new() { ["quoted"] = q.Quoted, ["bound"] = q.Bound });
        }
    }

    static Dictionary<string, object?> AgencyMembers(AgencyRow agency) => new()
    {
        ["agency"] = agency.Id,
        ["primary_agency"] = agency.PrimaryAgencyId,
        ["vendor"] = agency.Vendor,
        ["appointment_decade"] = agency.AppointmentYear - (agency.AppointmentYear % 10),
        ["agency_size"] = agency.Size,
    };
}
