using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>Agencies with what is known of them and how they did.</summary>
public static class AgencyTable
{
    static readonly DetailColumn[] s_attributes = [.. DetailTable.Columns.Where(c => c.IsOfAgency)];

    /// <summary>The table.</summary>
    /// <param name="agencies">The agencies to show, by id.</param>
    /// <param name="known">What is known of them, and perhaps of others.</param>
    /// <param name="figures">An answer by agency alone; agencies that it does not have show no figures.</param>
    public static ExportTable Of(IReadOnlyList<int> agencies, IEnumerable<AgencyRow> known, ResultTable figures)
    {
        var shown = figures.ToExport("Agencies");
        return shown with
        {
            Columns = [.. s_attributes.Select(c => c.Column), .. shown.Columns.Skip(1)],
            Rows = Rows(agencies, known.ToDictionary(a => a.Id), figures),
            RowCount = agencies.Count,
            Total = [.. s_attributes.Select(_ => default(Cell)), .. shown.Total!.Skip(1)],
        };
    }

    /// <summary>What is known of one agency, in one row.</summary>
    public static ExportTable Attributes(AgencyRow agency)
    {
        var row = new DetailRow { Agency = agency };
        return new ExportTable
        {
            Title = "Agency",
            Columns = [.. s_attributes.Select(c => c.Column)],
            Rows = [[.. s_attributes.Select(c => c.Value(row))]],
            RowCount = 1,
        };
    }

    static IEnumerable<Cell[]> Rows(IReadOnlyList<int> agencies, Dictionary<int, AgencyRow> known, ResultTable figures)
    {
        var rows = ((ResultColumn<long?>)figures.Columns[0]).Values.Index().ToDictionary(a => (int)a.Item!, a => a.Index);
        Func<int, Cell>[] values = [.. figures.Columns.Skip(1).Select(ResultExport.Values)];
        var cells = new Cell[s_attributes.Length + values.Length];
        var row = new DetailRow();
        foreach (var id in agencies)
        {
            row.Agency = known[id];
            for (var i = 0; i < s_attributes.Length; i++)
                cells[i] = s_attributes[i].Value(row);
            var at = rows.GetValueOrDefault(id, -1);
            for (var i = 0; i < values.Length; i++)
                cells[s_attributes.Length + i] = at < 0 ? default : values[i](at);
            yield return cells;
        }
    }
}
