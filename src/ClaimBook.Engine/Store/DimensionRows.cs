namespace ClaimBook.Engine.Store;

/// <summary>A row of dim_agency.</summary>
/// <param name="Id">Agency.</param>
/// <param name="Numbers">The 13 whole-number attributes in the file's order (primary agency, appointment year, active producers,
/// oldest and youngest age, eight module years); null where the file's code says missing.</param>
/// <param name="VendorIndicator">Y or N.</param>
/// <param name="Vendor">Agency-management vendor, Unknown where there is none.</param>
/// <param name="Size">Name of its band in <see cref="Semantics.AgencySize"/>.</param>
public sealed record AgencyRow(int Id, int?[] Numbers, string VendorIndicator, string Vendor, string Size)
{
    /// <summary>The columns of <see cref="Numbers"/> in dim_agency.</summary>
    public static IReadOnlyList<string> NumberColumns { get; } =
    [
        "primary_agency_id", "appointment_year", "active_producers", "max_age", "min_age",
        "pl_start_year", "pl_end_year", "commissions_start_year", "commissions_end_year",
        "cl_start_year", "cl_end_year", "activity_notes_start_year", "activity_notes_end_year",
    ];

    /// <summary>The master agency, if the agency is part of a group.</summary>
    public int? PrimaryAgencyId => Numbers[0];

    /// <summary>Year the agency began to write for the company.</summary>
    public int? AppointmentYear => Numbers[1];

    /// <summary>First year of the decade of <see cref="AppointmentYear"/>.</summary>
    public int? AppointmentDecade => AppointmentYear / 10 * 10;
}

/// <summary>A row of dim_product.</summary>
/// <param name="Id">Surrogate id, 1 to <see cref="FactKey.MaxProductId"/>.</param>
/// <param name="Code">Code, spaces kept.</param>
/// <param name="Name">Name in plain words.</param>
/// <param name="Line">CL or PL.</param>
public sealed record ProductRow(int Id, string Code, string Name, string Line);

/// <summary>A row of dim_state.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="Code">Two letters.</param>
/// <param name="Name">Name in plain words.</param>
public sealed record StateRow(int Id, string Code, string Name);

/// <summary>A row of dim_year: the months the facts of a year cover.</summary>
/// <param name="Year">Statistical year.</param>
/// <param name="FirstMonth">First month covered, 1 to 12.</param>
/// <param name="LastMonth">Last month covered, 1 to 12.</param>
public sealed record YearRow(int Year, int FirstMonth, int LastMonth)
{
    /// <summary>Whether all twelve months are covered.</summary>
    public bool IsComplete => FirstMonth == 1 && LastMonth == 12;
}

/// <summary>A row of fact_quotes.</summary>
/// <param name="AgencyId">Agency.</param>
/// <param name="Line">CL or PL.</param>
/// <param name="Platform">Quoting platform.</param>
/// <param name="Quoted">Policies quoted; null if missing.</param>
/// <param name="Bound">Policies bound; null if missing.</param>
public sealed record QuoteRow(int AgencyId, string Line, string Platform, int? Quoted, int? Bound);

/// <summary>A row of fact_agency_line_year: ratios as the file publishes them, null if missing.</summary>
/// <param name="AgencyId">Agency.</param>
/// <param name="Line">CL or PL.</param>
/// <param name="Year">Statistical year.</param>
/// <param name="LossRatio3Year">Mean loss ratio of up to three years ending here.</param>
/// <param name="Growth3Year">Mean growth of written premium over three years ending here.</param>
public sealed record PublishedRatioRow(int AgencyId, string Line, int Year, double? LossRatio3Year, double? Growth3Year);

/// <summary>Everything of the star schema but the performance facts and the published ratios: small enough to hold in memory.</summary>
/// <param name="LoadId">The latest load; 0 when nothing was loaded.</param>
/// <param name="Agencies">dim_agency by id.</param>
/// <param name="Products">dim_product by id.</param>
/// <param name="States">dim_state by id.</param>
/// <param name="Years">dim_year by year.</param>
/// <param name="Quotes">fact_quotes by agency, line and platform.</param>
public sealed record StarDimensions(
    int LoadId,
    IReadOnlyList<AgencyRow> Agencies,
    IReadOnlyList<ProductRow> Products,
    IReadOnlyList<StateRow> States,
    IReadOnlyList<YearRow> Years,
    IReadOnlyList<QuoteRow> Quotes);
