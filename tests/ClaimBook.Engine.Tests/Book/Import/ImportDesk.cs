using System.Text;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Book.Import;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>A book of one test and whoever imports into it, on the second of May 2024.</summary>
sealed class ImportDesk : IDisposable
{
    readonly TestDirectory _directory = new();
    readonly KnownProducts _products = new([new ProductRow(1, "HOMEOWNERS", "Homeowners", "PL"), new ProductRow(2, "BOP", "Business owner's package", "CL")]);

    public ImportDesk(Database? database = null)
    {
        Ledger = new Ledger(database ?? Database.FromUrl($"sqlite:{_directory["claimbook.db"]}"), new SetTime(new(2024, 5, 2, 8, 0, 0, TimeSpan.Zero)));
        Importer = new Importer(Ledger, _products);
    }

    public static DateOnly Today { get; } = new(2024, 5, 2);

    public Ledger Ledger { get; }

    public Importer Importer { get; }

    /// <summary>A policy in the book: cover in 2024, of an agency.</summary>
    public void AddPolicy(string number, int agency = 3) => Assert.Null(Ledger.Record<Policy>("test", (_, change) => change.Add(
        new Policy(number, new PolicyTerms("Ada Lovelace", "HOMEOWNERS", "PL", agency, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_000)), RowScope.All)).Refused);

    public ImportReport Import(string text, ImportOptions? options = null, ImportForm? form = null, RowScope? scope = null) => Import(Encoding.UTF8.GetBytes(text), options, form, scope);

    /// <summary>Imports a file that must be understood.</summary>
    public ImportReport Import(byte[] file, ImportOptions? options = null, ImportForm? form = null, RowScope? scope = null)
    {
        var plan = Plan(file, options, form);
        Assert.True(plan.Refused is null, plan.Refused?.Text);
        var before = Ledger.Now().Change;
        var preview = Importer.Preview(plan.Value!, scope ?? RowScope.All);
        Assert.Equal(before, Ledger.Now().Change);
        var report = Importer.Import(plan.Value!, "test", scope ?? RowScope.All);
        Assert.Equal((report.Imported, report.Unchanged), (preview.Imported, preview.Unchanged));
        Assert.Equal(report.Rejected.Select(r => (r.Number, r.Reason)), preview.Rejected.Select(r => (r.Number, r.Reason)));
        return report;
    }

    /// <summary>Imports a file whose rows must all be good.</summary>
    public ImportReport ImportAll(string text, ImportOptions? options = null, ImportForm? form = null) => All(Import(text, options, form));

    /// <inheritdoc cref="ImportAll(string, ImportOptions?, ImportForm?)"/>
    public ImportReport ImportAll(byte[] file, ImportOptions? options = null, ImportForm? form = null) => All(Import(file, options, form));

    /// <summary>What is wrong with a file, or asked about it: the name of the option and the message.</summary>
    public (string About, string Message) Refusal(byte[] file, ImportOptions? options = null, ImportForm? form = null)
    {
        var problem = Assert.Single(Plan(file, options, form).Refused!.Problems);
        return (problem.Parameter, problem.Message);
    }

    /// <inheritdoc cref="Refusal(byte[], ImportOptions?, ImportForm?)"/>
    public (string About, string Message) Refusal(string text, ImportOptions? options = null, ImportForm? form = null) => Refusal(Encoding.UTF8.GetBytes(text), options, form);

    public Outcome<ImportPlan> Plan(byte[] file, ImportOptions? options = null, ImportForm? form = null)
    {
        var path = _directory["upload"];
        File.WriteAllBytes(path, file);
        return ImportPlan.Of(form ?? ImportForm.Claims, path, options ?? new ImportOptions());
    }

    public Claim Claim(string reference) => Ledger.Now().Claim(reference)!;

    /// <summary>Why the only row of a file is rejected.</summary>
    public string Reason(string text, ImportOptions? options = null, ImportForm? form = null, RowScope? scope = null) => Reason(Encoding.UTF8.GetBytes(text), options, form, scope);

    /// <inheritdoc cref="Reason(string, ImportOptions?, ImportForm?, RowScope?)"/>
    public string Reason(byte[] file, ImportOptions? options = null, ImportForm? form = null, RowScope? scope = null)
    {
        var before = Ledger.Now().Change;
        var report = Import(file, options, form, scope);
        Assert.Equal((0, 0), (report.Imported, report.Unchanged));
        Assert.Equal(before, Ledger.Now().Change);
        return Assert.Single(report.Rejected).Reason;
    }

    public void Dispose() => _directory.Dispose();

    static ImportReport All(ImportReport report)
    {
        Assert.True(report.Rejected.Count == 0, string.Join('\n', report.Rejected.Select(r => $"{r.Number}: {r.Reason}")));
        return report;
    }
}
