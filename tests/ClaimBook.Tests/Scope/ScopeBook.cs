namespace ClaimBook.Tests.Scope;

/// <summary>A book of three groups of agencies: some products, states, vendors and master agencies are of one group alone, others of several. Every
/// agency has rows of every year, and lines are in an order that gives products and states the same order in any part of the file, so that a file
/// of some agencies alone makes the database that these would have without the others.</summary>
static class ScopeBook
{
    /// <summary>Two groups of users' agencies, and those that no limited user sees.</summary>
    public static readonly int[] Mine = [3, 16, 40], Yours = [5, 18, 41], Nobodys = [7, 20];

    /// <summary>A product, a state, a vendor and a master agency that only <see cref="Yours"/> have.</summary>
    public const string YourProduct = "YACHT", YourState = "KY", YourVendor = "Quill & Sons", YourPrimary = "5";

    static readonly int[] s_years = [2012, 2013, 2014, 2015];

    /// <summary>All agencies.</summary>
    public static IReadOnlyList<int> Agencies { get; } = [.. Mine.Concat(Yours).Concat(Nobodys).Order()];

    /// <summary>The rows of some agencies: the same values whichever others are asked for.</summary>
    public static IEnumerable<ScopeRow> Rows(IReadOnlyCollection<int> agencies) =>
        from product in new[] { "AUTO", "BOP", "CRIME", YourProduct }
        from state in new[] { "IN", YourState, "OH", "PA" }
        from agency in agencies.Order()
        where (product != YourProduct || Yours.Contains(agency)) && (product != "CRIME" || agency % 4 == 0) && StatesOf(agency).Contains(state)
        from year in s_years
        let random = new Random(HashCode(agency, product, state, year))
        select new ScopeRow(agency, product, state, year, random.Next(8) == 0 ? -agency * 100 : random.Next(agency * 60_000_00), random.Next(1, 90_000_00), random.Next(4) == 0 ? 0 : random.Next(60_000_00));

    /// <summary>A file with the rows of some agencies.</summary>
    public static string File(params IReadOnlyCollection<int> agencies) => PerformanceCsv.File([.. Rows(agencies).Select(Line)]);

    static string[] StatesOf(int agency) => Mine.Contains(agency) ? ["OH", "PA"] : Yours.Contains(agency) ? [YourState, "OH"] : ["IN", "OH"];

    static string VendorOf(int agency) => Mine.Contains(agency) ? agency == 3 ? "Unknown" : "Abacus" : Yours.Contains(agency) ? agency == 5 ? "Unknown" : YourVendor : "Nib";

    static string Line(ScopeRow row)
    {
        var quotes = new Random(row.Agency);
        return PerformanceCsv.Line(
            $"AGENCY_ID={row.Agency}", $"PROD_ABBR={row.Product}", $"PROD_LINE={(row.Product is "BOP" or "CRIME" ? "CL" : "PL")}", $"STATE_ABBR={row.State}",
            $"STAT_PROFILE_DATE_YEAR={row.Year}", $"MONTHS={(row.Year == 2015 ? 5 : 12)}",
            $"WRTN_PREM_AMT={row.WrittenCents / 100m:0.##}", $"NB_WRTN_PREM_AMT={row.WrittenCents / 400 / 100m:0.##}", $"PREV_WRTN_PREM_AMT={(row.Year == 2012 ? 99999 : row.Agency * 1000)}",
            $"PRD_ERND_PREM_AMT={row.EarnedCents / 100m:0.##}", $"PRD_INCRD_LOSSES_AMT={row.IncurredCents / 100m:0.##}",
            $"POLY_INFORCE_QTY={row.Agency + (row.Year % 10)}", $"PREV_POLY_INFORCE_QTY={row.Agency + 5}", $"RETENTION_POLY_QTY={row.Agency}",
            $"PRIMARY_AGENCY_ID={(row.Agency == 41 ? YourPrimary : row.Agency == 40 ? "3" : "99999")}", $"AGENCY_APPOINTMENT_YEAR={1950 + row.Agency}",
            $"VENDOR_IND={(VendorOf(row.Agency) == "Unknown" ? "N" : "Y")}", $"VENDOR={VendorOf(row.Agency)}",
            $"CL_QUO_CT_MDS={quotes.Next(50, 90)}", $"CL_BOUND_CT_MDS={quotes.Next(50)}", $"PL_QUO_CT_ELINKS={quotes.Next(50, 90)}", $"PL_BOUND_CT_ELINKS={quotes.Next(50)}",
            "PL_QUO_CT_APPLIED=99999", "PL_BOUND_CT_APPLIED=99999");
    }

    /// <summary>The same in every process, unlike that of .NET.</summary>
    static int HashCode(int agency, string product, string state, int year) =>
        (((((agency * 31) + product[0]) * 31) + state[0] + (7 * state[1])) * 31) + year;
}

/// <summary>A row of the book.</summary>
sealed record ScopeRow(int Agency, string Product, string State, int Year, long WrittenCents, long EarnedCents, long IncurredCents);
