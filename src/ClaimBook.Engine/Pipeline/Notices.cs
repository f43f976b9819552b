namespace ClaimBook.Engine.Pipeline;

/// <summary>What a load tells its reader besides the counts.</summary>
static class Notices
{
    public static IReadOnlyList<string> Of(FileReading reading, Conformer conformer, string? copyProblem)
    {
        var notices = new List<string>();
        if (reading.SurplusColumns.Count > 0)
            notices.Add($"Columns that are not known were ignored: {string.Join(", ", reading.SurplusColumns.Select(c => c.Length > 0 ? c : "one without a name"))}.");
        AddDiffering(notices, "attributes of agency", conformer.Agencies.Select(a => ($"{a.Key}", a.Value.DifferingLine)));
        AddDiffering(notices, "product line of", conformer.Products.Select(p => (p.Code, p.Line.DifferingLine)));
        AddDiffering(
            notices, "published 3-year ratios of agency, line and year",
            conformer.PublishedRatios.Select(r => ($"{r.Key.AgencyId} {r.Key.Line} {r.Key.Year}", r.Value.DifferingLine)));
        if (copyProblem is not null)
            notices.Add($"The file was loaded but could not be kept, so its lines cannot be shown later: {copyProblem}");
        return notices;
    }

    static void AddDiffering(List<string> notices, string what, IEnumerable<(string Name, int Line)> shared)
    {
        var differing = shared.Where(s => s.Line > 0).ToList();
        if (differing.Count > 0)
        {
            notices.Add(
                $"Lines differ in the {what} {string.Join(", ", differing.Take(5).Select(d => $"{d.Name} (line {d.Line})"))}"
                + (differing.Count > 5 ? $" and {differing.Count - 5} more" : "") + "; the last line of each counts.");
        }
    }
}
