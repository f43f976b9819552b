using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>A column of the rows at the file's grain.</summary>
public sealed class DetailColumn
{
    static readonly string[] s_sizes = [.. AgencySize.Bands.Select(b => b.Name)];

    DetailColumn(ExportColumn column, bool isDefault, bool isOfAgency, Func<DetailRow, Cell> value) =>
        (Column, IsDefault, IsOfAgency, Value) = (column, isDefault, isOfAgency, value);

    /// <summary>How it is named and written.</summary>
    public ExportColumn Column { get; }

    /// <summary>Its name in requests, JSON and CSV.</summary>
    public string Name => Column.Name;

    /// <summary>Whether it is shown where none are chosen: what belongs to a row, not to its agency alone.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether it follows from the row's agency alone, quote counts aside.</summary>
    internal bool IsOfAgency { get; }

    /// <summary>Its value of a row.</summary>
    internal Func<DetailRow, Cell> Value { get; }

    /// <summary>Its texts in their order; empty where that is the order of their letters.</summary>
    internal IList<string> Texts => Name == InsuranceCatalog.AgencySize.Name ? s_sizes : [];

    /// <summary>All columns. Columns 20 to 49 of the file are one value an agency: attributes of a row, nothing to add up.</summary>
    internal static IReadOnlyList<DetailColumn> All() =>
    [
        Of(InsuranceCatalog.Agency, r => r.Agency.Id),
        Of(InsuranceCatalog.PrimaryAgency, r => r.Agency.PrimaryAgencyId),
        Of(InsuranceCatalog.Vendor, r => r.Agency.Vendor),
        Of(InsuranceCatalog.AgencySize, r => r.Agency.Size),
        Of(InsuranceCatalog.AppointmentDecade, r => r.Agency.AppointmentDecade),
        Of(InsuranceCatalog.Product, r => r.Product.Code),
        Of(InsuranceCatalog.ProductLine, r => r.Product.Line),
        Of(InsuranceCatalog.State, r => r.State.Code),
        Of(InsuranceCatalog.Year, r => r.Fact.Key.Year),
        Of(PerformanceFile.Months, "months", "Months", ResultKind.Attribute, r => r.Fact.Months),
        Of(PerformanceFile.RetainedPolicies, "retained_policies", "Retained policies", ResultKind.Additive, r => r.Fact.RetainedPolicies),
        Of(PerformanceFile.PoliciesInForce, "policies_in_force", "Policies in force", ResultKind.Balance, r => r.Fact.PoliciesInForce),
        Of(PerformanceFile.PriorPoliciesInForce, "prior_policies_in_force", "Prior policies in force", ResultKind.Balance,
            r => r.Fact.PriorPoliciesInForce),
        Of(PerformanceFile.NewBusinessPremium, "new_business_premium", "New business premium", ResultKind.Additive, r => r.Fact.NewBusinessCents),
        Of(PerformanceFile.WrittenPremium, "written_premium", "Written premium", ResultKind.Additive, r => r.Fact.WrittenCents),
        Of(PerformanceFile.PriorWrittenPremium, "prior_written_premium", "Prior written premium", ResultKind.Additive, r => r.Fact.PriorWrittenCents),
        Of(PerformanceFile.EarnedPremium, "earned_premium", "Earned premium", ResultKind.Additive, r => r.Fact.EarnedCents),
        Of(PerformanceFile.IncurredLosses, "incurred_losses", "Incurred losses", ResultKind.Additive, r => r.Fact.IncurredCents),
        Of(PerformanceFile.RetentionRatio, "retention_ratio", "Retention ratio, published", ResultKind.Ratio, r => r.Fact.RetentionRatio),
        Of(PerformanceFile.LossRatio, "loss_ratio", "Loss ratio, published", ResultKind.Ratio, r => r.Fact.LossRatio),
        Of("loss_ratio_code", "Loss ratio code", ResultKind.Attribute, CellType.Whole, r => r.Fact.LossRatioCode, isDefault: true,
            "Why there is no loss ratio: 99999 undefined, 99998 losses without premium, 99997 recoveries without premium"),
        Of(PerformanceFile.LossRatio3Year, "loss_ratio_3yr", "Loss ratio of 3 years, published", ResultKind.Ratio, r => r.Published?.LossRatio3Year),
        Of(PerformanceFile.Growth3Year, "growth_rate_3yr", "Growth of 3 years, published", ResultKind.Ratio, r => r.Published?.Growth3Year),
        .. AgencyNumbers(),
        Of("vendor_indicator", "Vendor indicator", ResultKind.Attribute, CellType.Text, r => r.Agency.VendorIndicator, isDefault: false,
            PerformanceFile.Columns[PerformanceFile.VendorIndicator].Meaning, isOfAgency: true),
        .. PerformanceFile.Platforms.Index().SelectMany(p => QuoteCounts(p.Item, p.Index)),
        Of("loadId", "Load", ResultKind.Attribute, CellType.Whole, r => r.Fact.LoadId, isDefault: true, "The load that last wrote the row"),
        Of("sourceLine", "Source line", ResultKind.Attribute, CellType.Whole, r => r.Fact.SourceLine, isDefault: true,
            "The line of that load's file, the header being line 1"),
    ];

    /// <summary>The agency's whole numbers but the primary agency, which is a dimension.</summary>
    static IEnumerable<DetailColumn> AgencyNumbers() =>
        from number in AgencyRow.NumberColumns.Zip(PerformanceFile.Columns.Where(c => c is { Level: ColumnLevel.Agency, Kind: ColumnKind.Whole })).Index().Skip(1)
        let name = number.Item.First
        select Of(name, Label(name), ResultKind.Attribute, CellType.Whole, r => r.Agency.Numbers[number.Index], isDefault: false, number.Item.Second.Meaning, isOfAgency: true);

    static IEnumerable<DetailColumn> QuoteCounts(QuotePlatform platform, int position)
    {
        var label = $"{platform.Line} {platform.Name}";
        yield return Of(
            $"{platform.ColumnName}_quoted", $"{label} quoted", ResultKind.Attribute, CellType.Whole, r => r.Quotes[position]?.Quoted, isDefault: false,
            PerformanceFile.Columns[platform.QuotedColumn].Meaning);
        yield return Of(
            $"{platform.ColumnName}_bound", $"{label} bound", ResultKind.Attribute, CellType.Whole, r => r.Quotes[position]?.Bound, isDefault: false,
            PerformanceFile.Columns[platform.BoundColumn].Meaning);
    }

    static DetailColumn Of(Dimension dimension, Func<DetailRow, Cell> value) => Of(
        dimension.Name, dimension.Label, ResultKind.Dimension, dimension.IsWholeNumber ? CellType.Whole : CellType.Text, value, isDefault: true, dimension.Meaning,
        isOfAgency: dimension.Key == KeyColumn.Agency);

    /// <summary>A column of the file that is one value a row.</summary>
    static DetailColumn Of(int fileColumn, string name, string label, ResultKind kind, Func<DetailRow, Cell> value)
    {
        var column = PerformanceFile.Columns[fileColumn];
        var (type, unit) = column.Kind switch
        {
            ColumnKind.Money => (CellType.Cents, Unit.Money),
            ColumnKind.Ratio => (CellType.Ratio, Unit.Ratio),
            _ => (CellType.Whole, kind.IsMeasure() ? Unit.Policies : null),
        };
        return Of(name, label, kind, type, value, isDefault: true, column.Meaning, unit);
    }

    static DetailColumn Of(
        string name, string label, ResultKind kind, CellType type, Func<DetailRow, Cell> value, bool isDefault, string meaning, Unit? unit = null,
        bool isOfAgency = false) =>
        new(new ExportColumn(name, label, kind, unit, type) { Meaning = meaning }, isDefault, isOfAgency, value);

    /// <summary>pl_start_year is PL start year.</summary>
    static string Label(string name)
    {
        var words = name.Split('_');
        words[0] = words[0] is "pl" or "cl" ? words[0].ToUpperInvariant() : char.ToUpperInvariant(words[0][0]) + words[0][1..];
        return string.Join(' ', words);
    }
}
