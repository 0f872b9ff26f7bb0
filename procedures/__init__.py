"""The catalogue: what a procedure asks, costs and promises, as immutable published versions, how the next version comes about
(a draft, four eyes), and how it is found.

May import common, audit, agencies, eforms and workflow. Start with ``content`` (the document of a version), then
``services.drafting`` and ``services.reviewing`` (how it is written and judged), ``services.publish`` (how a version comes
into force), ``rules`` (what it means for one person's answers) and ``search`` (how people find it). A map:

============================  ==========================================================================================
the document                  ``content`` its shape and what refuses it · ``rules``, ``tariffs``, ``personal`` what it means for
                              somebody's answers · ``issued`` results · ``formuses`` who names a question · ``targets``, ``words``
writing it                    ``sections`` and ``rowmerge`` how edits meet · ``services.sections``, ``services.drafting`` save and
                              take back · ``services.copying``, ``services.comments``, ``discussion``, ``worklist``
judging it                    ``checking`` what is wrong · ``differences`` what changed, in words · ``affected`` who feels it ·
                              ``services.reviewing``, ``services.returning``, ``services.bulk``
its life in force             ``services.publish``, ``services.schedule``, ``services.replace``, ``services.shown`` · ``timeline``
in and out                    ``importing`` files to drafts · ``exporting`` JSON, Excel, the annex of a decision
who offers it                 ``terms`` what may vary · ``offered``, ``takers``, ``places`` reads · ``services.offer``
what it rests on              ``lawbook``, ``bases`` reads · ``services.legal``, ``services.replace_basis``
review and simplification     ``costs`` the official method · ``candidates`` what could go · ``observed`` what dossiers say
                              (filled by the portal) · ``services.simplify`` proposals to a decision · ``health`` QĐ 766 group 1
finding it                    ``search`` queries · ``services.index``, ``services.synonyms`` · ``alphabet``, ``directory`` lists
what the public sees          ``selectors``, ``access`` (publishers) · ``revision`` the number that caches go by
the rest                      ``models`` · ``locks`` · ``tasks`` · ``services.seed`` · ``missing`` words of what is missing
============================  ==========================================================================================
"""
