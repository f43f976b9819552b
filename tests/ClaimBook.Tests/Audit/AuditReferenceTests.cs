using System.Text;
using ClaimBook.Accounts;

namespace ClaimBook.Tests.Audit;

public sealed class AuditReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_list_of_actions_says()
    {
        var text = new StringBuilder(
            """
            # The audit log

            Written from `AuditAction` by a test; CLAIMBOOK_REWRITE=1 renews it.

            Every entry says when (`at`, UTC), who (`actor`), from where (`address`), what (`action`), to what (`subject`), and what else is worth
            knowing (`detail`). The actor `claimbook` without an address is the server itself. Passwords, tokens and cookies are never in it. The
            database refuses to change or delete an entry. `GET /api/v1/audit` shows the log to administrators, as JSON in pages, as CSV and XLSX complete.

            | action | what happened | subject | detail |
            |---|---|---|---|

            """);
        foreach (var action in AuditAction.All)
            text.Append($"| {action.Name} | {action.Meaning} | {action.Subject} | {action.Detail} |\n");

        Golden.Check("docs/reference/audit.md", text.ToString());
    }

    [Fact]
    public void Every_action_is_on_the_list_once()
    {
        var all = typeof(AuditAction).GetProperties().Where(p => p.PropertyType == typeof(AuditAction)).Select(p => (AuditAction)p.GetValue(null)!).ToHashSet();
        Assert.Equal(all, AuditAction.All.ToHashSet());
        Assert.Equal(AuditAction.All.Count, AuditAction.All.Select(a => a.Name).Distinct().Count());
    }
}
