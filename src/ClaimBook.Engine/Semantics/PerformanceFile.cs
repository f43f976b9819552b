namespace ClaimBook.Engine.Semantics;

/// <summary>How a column of the performance file is written.</summary>
public enum ColumnKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>An amount of money with at most two decimals.</summary>
    Money,

    /// <summary>A published ratio, up to nine decimals.</summary>
    Ratio,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>The level a column's value really belongs to: the same value stands on every row of that level.</summary>
public enum ColumnLevel
{
    /// <summary>Part of the key agency x product x state x year.</summary>
    Key,

    /// <summary>One value a row.</summary>
    Row,

    /// <summary>One value a product.</summary>
    Product,

    /// <summary>One value an agency.</summary>
    Agency,

    /// <summary>One value an agency, product line and year.</summary>
    AgencyLineYear,

    /// <summary>One value an agency, product line and quoting platform.</summary>
    AgencyLinePlatform,
}

/// <summary>A column of the performance file.</summary>
/// <param name="Name">The header, in the file's spelling.</param>
/// <param name="Kind">How its values are written.</param>
/// <param name="Level">The level its values belong to.</param>
/// <param name="HasMissingCode">Whether 99999 means "missing" here; everywhere else 99999 is a number like any other.</param>
/// <param name="Meaning">What it says, in the trade's words.</param>
public sealed record FileColumn(string Name, ColumnKind Kind, ColumnLevel Level, bool HasMissingCode, string Meaning);

/// <summary>A pair of columns that count the quotes of one quoting platform.</summary>
/// <param name="Line">Product line, CL or PL.</param>
/// <param name="Name">The platform's name as in the column's header.</param>
/// <param name="BoundColumn">Index of the column with the policies bound.</param>
/// <param name="QuotedColumn">Index of the column with the policies quoted.</param>
public sealed record QuotePlatform(string Line, string Name, int BoundColumn, int QuotedColumn)
{
    /// <summary>How names of its columns begin in answers: cl_mds.</summary>
    public string ColumnName => $"{Line}_{Name}".ToLowerInvariant();
}

/// <summary>The agency performance file: its 49 columns in their order, and the codes that stand for "missing".</summary>
public static class PerformanceFile
{
    /// <summary>The code for a missing value.</summary>
    public const int Missing = 99999;

    /// <summary>The code of LOSS_RATIO for a row without premium but with losses above zero.</summary>
    public const int LossesWithoutPremium = 99998;

    /// <summary>The code of LOSS_RATIO for a row without premium and with losses below zero.</summary>
    public const int RecoveriesWithoutPremium = 99997;

    /// <summary>Index of a column in <see cref="Columns"/>.</summary>
    public const int
        AgencyId = 0, PrimaryAgencyId = 1, Product = 2, ProductLine = 3, State = 4, Year = 5,
        RetainedPolicies = 6, PoliciesInForce = 7, PriorPoliciesInForce = 8,
        NewBusinessPremium = 9, WrittenPremium = 10, PriorWrittenPremium = 11, EarnedPremium = 12, IncurredLosses = 13,
        Months = 14, RetentionRatio = 15, LossRatio = 16, LossRatio3Year = 17, Growth3Year = 18,
        AppointmentYear = 19, ActiveProducers = 20, MaxAge = 21, MinAge = 22, VendorIndicator = 23, Vendor = 24,
        FirstModuleYear = 25, FirstQuoteCount = 33;

    /// <summary>The columns, in the order of the file.</summary>
    public static IReadOnlyList<FileColumn> Columns { get; } =
    [
        new("AGENCY_ID", ColumnKind.Whole, ColumnLevel.Key, false, "Agency"),
        new("PRIMARY_AGENCY_ID", ColumnKind.Whole, ColumnLevel.Agency, true, "The master agency, if the agency is part of a group"),
        new("PROD_ABBR", ColumnKind.Text, ColumnLevel.Key, false, "Product code"),
        new("PROD_LINE", ColumnKind.Text, ColumnLevel.Product, false, "CL commercial lines, PL personal lines"),
        new("STATE_ABBR", ColumnKind.Text, ColumnLevel.Key, false, "State"),
        new("STAT_PROFILE_DATE_YEAR", ColumnKind.Whole, ColumnLevel.Key, false, "Statistical year"),
        new("RETENTION_POLY_QTY", ColumnKind.Whole, ColumnLevel.Row, false, "Policies of the year before that are still active"),
        new("POLY_INFORCE_QTY", ColumnKind.Whole, ColumnLevel.Row, false, "Policies in force"),
        new("PREV_POLY_INFORCE_QTY", ColumnKind.Whole, ColumnLevel.Row, true, "Policies in force a year before"),
        new("NB_WRTN_PREM_AMT", ColumnKind.Money, ColumnLevel.Row, false, "New business written premium"),
        new("WRTN_PREM_AMT", ColumnKind.Money, ColumnLevel.Row, false, "Written premium, new and renewed"),
        new("PREV_WRTN_PREM_AMT", ColumnKind.Money, ColumnLevel.Row, true, "Written premium of the same months a year before"),
        new("PRD_ERND_PREM_AMT", ColumnKind.Money, ColumnLevel.Row, false, "Earned premium"),
        new("PRD_INCRD_LOSSES_AMT", ColumnKind.Money, ColumnLevel.Row, false, "Incurred losses"),
        new("MONTHS", ColumnKind.Whole, ColumnLevel.Row, false, "How many months of the year the row covers"),
        new("RETENTION_RATIO", ColumnKind.Ratio, ColumnLevel.Row, true, "Retained policies / policies in force a year before, as published"),
        new("LOSS_RATIO", ColumnKind.Ratio, ColumnLevel.Row, true, "Incurred losses / written premium, as published"),
        new("LOSS_RATIO_3YR", ColumnKind.Ratio, ColumnLevel.AgencyLineYear, true, "Mean loss ratio of up to three years ending here, as published"),
        new("GROWTH_RATE_3YR", ColumnKind.Ratio, ColumnLevel.AgencyLineYear, true, "Mean growth of written premium over three years ending here, as published"),
        new("AGENCY_APPOINTMENT_YEAR", ColumnKind.Whole, ColumnLevel.Agency, true, "Year the agency began to write for the company"),
        new("ACTIVE_PRODUCERS", ColumnKind.Whole, ColumnLevel.Agency, true, "Active producers"),
        new("MAX_AGE", ColumnKind.Whole, ColumnLevel.Agency, true, "Age of the oldest producer"),
        new("MIN_AGE", ColumnKind.Whole, ColumnLevel.Agency, true, "Age of the youngest producer"),
        new("VENDOR_IND", ColumnKind.Text, ColumnLevel.Agency, false, "Y if the agency uses an agency-management vendor, else N"),
        new("VENDOR", ColumnKind.Text, ColumnLevel.Agency, false, "The agency-management vendor, Unknown where there is none"),
        .. ModuleYears("PL"), .. ModuleYears("COMMISIONS"), .. ModuleYears("CL"), .. ModuleYears("ACTIVITY_NOTES"),
        .. QuoteCounts("CL", "MDS"), .. QuoteCounts("CL", "SBZ"), .. QuoteCounts("CL", "eQT"),
        .. QuoteCounts("PL", "ELINKS"), .. QuoteCounts("PL", "PLRANK"), .. QuoteCounts("PL", "eQTte"),
        .. QuoteCounts("PL", "APPLIED"), .. QuoteCounts("PL", "TRANSACTNOW"),
    ];

    /// <summary>The quoting platforms, in the order of the file.</summary>
    public static IReadOnlyList<QuotePlatform> Platforms { get; } =
        [.. Columns.Index().Skip(FirstQuoteCount).Where(c => (c.Index - FirstQuoteCount) % 2 == 0).Select(c => new QuotePlatform(
            c.Item.Name[..2], c.Item.Name["CL_BOUND_CT_".Length..], c.Index, c.Index + 1))];

    static FileColumn[] ModuleYears(string module) =>
    [
        new($"{module}_START_YEAR", ColumnKind.Whole, ColumnLevel.Agency, true, $"Year the agency began to use the vendor's module {module}"),
        new($"{module}_END_YEAR", ColumnKind.Whole, ColumnLevel.Agency, true, $"Year the agency stopped using the vendor's module {module}"),
    ];

    static FileColumn[] QuoteCounts(string line, string platform) =>
    [
        new($"{line}_BOUND_CT_{platform}", ColumnKind.Whole, ColumnLevel.AgencyLinePlatform, true, $"{line} policies bound through {platform}"),
        new($"{line}_QUO_CT_{platform}", ColumnKind.Whole, ColumnLevel.AgencyLinePlatform, true, $"{line} policies quoted through {platform}"),
    ];
}
